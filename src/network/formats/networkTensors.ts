/**
 * What the tensors and the metadata of a network in safetensors may be called.
 *
 * A tensor that nothing reads is refused by name: with it, the file says another network than the one that would be read. The one exception is a tensor
 * of integers or booleans (`num_batches_tracked`, masks, indices), which cannot be weights; not if its name is near to that of a weight, though. Metadata
 * are other people's too (`format: pt`): there, only what may be meant for `activation` or `shift` is refused.
 */
import { InputError } from "../../files/inputError";
import { placeOf } from "../../files/place";
import { isAnnotation, nearNames } from "../../files/unknownKeys";
import { absentPart } from "./networkKeys";
import type { Safetensors } from "./safetensors";

const OUTPUT = "output.weight";
const INPUT = "input";
const LAYER = /^layers\.(0|[1-9]\d*)\.weight$/;
/** What wnb train adds to the metadata of a network. */
const TRAINING = "training";
const OWN_METADATA = ["activation", "shift"];

/** @throws InputError that names the tensor or the key, and its likely meaning */
export function checkNetworkNames({ tensors, integers = new Map(), metadata }: Safetensors): void {
  const layers = [...tensors.keys()].filter((name) => LAYER.test(name));
  for (const name of [...tensors.keys(), ...integers.keys()]) {
    checkTensor(name, integers.get(name), layers.length);
  }
  const beyond = layers.find((name) => numberIn(name) >= layers.length);
  if (beyond !== undefined) {
    const missing = layers.findIndex((_, l) => !layers.includes(`layers.${l}.weight`));
    throw new InputError(beyond, "a layer after a gap", `layers.${missing}.weight before it`);
  }
  for (const key of metadata.keys()) {
    checkMetadata(key);
  }
}

function checkTensor(name: string, integerType: string | undefined, depth: number): void {
  if (LAYER.test(name) || name === OUTPUT || name === INPUT) {
    if (integerType !== undefined) {
      throw new InputError(`${name}.dtype`, `"${integerType}"`, "F32 or F64");
    }
    return;
  }
  if (isAnnotation(name)) {
    return;
  }
  const hint = likelyMeaning(name, depth);
  if (integerType === undefined || hint !== null) {
    throw new InputError(
      placeOf("", name),
      "an unknown tensor",
      `layers.0.weight, layers.1.weight …, ${OUTPUT} and perhaps ${INPUT}${hint === null ? "" : ` (${hint})`}`,
    );
  }
}

function likelyMeaning(name: string, depth: number): string | null {
  const plain = name.replace(/\d+/, (digits) => String(Number(digits)));
  const known = [`layers.${numberIn(name)}.weight`, `layers.${depth}.weight`, OUTPUT, INPUT];
  const [near] = nearNames(plain, known);
  return near === undefined ? absentPart(name) : `did you mean ${near}?`;
}

/** The first number in a name; NaN if there is none. */
function numberIn(name: string): number {
  return Number(/\d+/.exec(name)?.[0]);
}

/** The shift of a file that gives none is 0, so it is looked for in every word of a key: `activation.shift`, `shift_b`. */
function checkMetadata(key: string): void {
  if (OWN_METADATA.includes(key) || key === TRAINING || isAnnotation(key)) {
    return;
  }
  const words = key.split(/[^\p{L}]+|(?<=\p{Ll})(?=\p{Lu})/u);
  const [meant] = [...nearNames(key, OWN_METADATA), ...words.flatMap((word) => nearNames(word, ["shift"]))];
  if (meant !== undefined) {
    throw new InputError(placeOf("__metadata__", key), "an unknown key", `another name (did you mean ${meant}?)`);
  }
}
