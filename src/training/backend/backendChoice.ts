import { InputError, shown } from "../../files/inputError";

/** Which TensorFlow to use; auto is the native one if there is one. */
const backendChoices = ["auto", "native", "wasm"] as const;

export type BackendChoice = (typeof backendChoices)[number];

/**
 * What the environment asks for, else what the caller does.
 *
 * @throws InputError if WNB_BACKEND has another value
 */
export function chosenBackend(asked: BackendChoice = "auto"): BackendChoice {
  const forced = process.env["WNB_BACKEND"];
  if (!forced) {
    return asked;
  }
  const choice = backendChoices.find((candidate) => candidate === forced);
  if (choice === undefined) {
    throw new InputError("WNB_BACKEND", shown(forced), backendChoices.join(", "));
  }
  return choice;
}
