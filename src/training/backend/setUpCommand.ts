/**
 * What `npm run setup:tensorflow` runs. All it says goes to standard error. With --if-missing, as tests use it, it says
 * nothing if there is a native TensorFlow, and a set-up that fails is no failure.
 */
import { InputError } from "../../files/inputError";
import { chosenBackend } from "./backendChoice";
import { cacheFolder } from "./cacheFolder";
import { findNative } from "./findNative";
import { setUp } from "./setUp";
import { SetUpError, SetUpInterrupted } from "./setUpError";
import { trialInChild, trialOf } from "./trial";

const say = (line: string): void => console.error(line);

async function main(parameters: readonly string[]): Promise<void> {
  const ifMissing = parameters.includes("--if-missing");
  const unknown = parameters.find((parameter) => parameter !== "--if-missing");
  if (unknown !== undefined) {
    throw new InputError("npm run setup:tensorflow", unknown, "no parameter, or --if-missing");
  }
  // Who wants WebAssembly needs no set-up, unless it is asked for.
  if (ifMissing && chosenBackend() === "wasm") {
    return;
  }
  const cache = await cacheFolder();
  const { found, problems } = await findNative(cache, ifMissing ? trialOf : trialInChild);
  if (found !== null) {
    if (!ifMissing) {
      say(`TensorFlow ${found.version} works already: ${found.tfjsNode}`);
    }
    return;
  }
  for (const problem of problems) {
    say(problem);
  }
  try {
    await setUp({ cache, say });
  } catch (error) {
    if (!(ifMissing && error instanceof SetUpError) || error instanceof SetUpInterrupted) {
      throw error;
    }
    say(`setup:tensorflow: ${error.message}`);
    say(
      "Training tests run on WebAssembly; those of the native kernels are skipped. WNB_BACKEND=wasm npm test skips this attempt too.",
    );
  }
}

main(process.argv.slice(2)).catch((error: unknown) => {
  const expected = error instanceof SetUpError || error instanceof InputError;
  console.error("setup:tensorflow:", expected ? error.message : error);
  process.exitCode = error instanceof SetUpInterrupted ? error.exitCode : 1;
});
