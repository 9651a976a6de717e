/**
 * What the tensors and the metadata of a network in safetensors may be called.
 *
 * A tensor that nothing reads is refused by name: with it, the file says another network than the one that would be read. The one exception is a tensor
 * of integers or booleans (`num_batches_tracked`, masks, indices), which cannot be weights; not if its name is near to that of a weight, though. Metadata
 * are other people's too (`format: pt`): there, only what may be meant for `activation`, `shift` or `parameters` is refused.
 */
import damerauLevenshtein from "damerau-levenshtein";
import { InputError } from "../../files/inputError";
import { placeOf } from "../../files/place";
import { isAnnotation, nearNames } from "../../files/unknownKeys";
import { REAL_TYPE_NAMES } from "./realTypes";
import type { Safetensors } from "./safetensors";

const PARTS = ["weight", "gain", "bias"];
const OUTPUT = PARTS.map((part) => `output.${part}`);
const INPUT = "input";
const LAYER = /^layers\.(0|[1-9]\d*)\.(weight|gain|bias)$/;
const EXPECTED =
  "layers.0.weight, layers.1.weight …, output.weight and perhaps input, layers.0.gain, layers.0.bias …, output.gain, output.bias";
/** What others call them: the two halves of PyTorch's weight norm, before and after its parametrizations. */
const OTHER_NAMES: readonly (readonly [name: RegExp, part: string])[] = [
  [/bias/i, "bias"],
  [/gain|weight_g$|weight\.original0$/i, "gain"],
  [/weight_v$|weight\.original1$/i, "weight"],
];
/** What wnb train adds to the metadata of a network. */
const TRAINING = "training";
const OWN_METADATA = ["activation", "shift", "parameters"];

/** @throws InputError that names the tensor or the key, and its likely meaning */
export function checkNetworkNames({ tensors, integers = new Map(), metadata }: Safetensors): void {
  let depth = 0;
  while (tensors.has(`layers.${depth}.weight`)) {
    depth++;
  }
  for (const name of [...tensors.keys(), ...integers.keys()]) {
    checkTensor(name, integers.get(name), depth);
  }
  for (const name of tensors.keys()) {
    checkLayer(name, depth);
  }
  for (const key of metadata.keys()) {
    checkMetadata(key);
  }
}

function checkTensor(name: string, integerType: string | undefined, depth: number): void {
  if (LAYER.test(name) || OUTPUT.includes(name) || name === INPUT) {
    if (integerType !== undefined) {
      throw new InputError(`${name}.dtype`, `"${integerType}"`, REAL_TYPE_NAMES);
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
      hint === null ? EXPECTED : `${EXPECTED} (did you mean ${hint}?)`,
    );
  }
}

/** A tensor of a layer has that layer's weights beside it, and those of every layer below. */
function checkLayer(name: string, depth: number): void {
  const [, number, part] = LAYER.exec(name) ?? [];
  if (number !== undefined && Number(number) >= depth) {
    throw part === "weight"
      ? new InputError(name, "a layer after a gap", `layers.${depth}.weight before it`)
      : new InputError(name, `a ${part} without a layer`, `layers.${number}.weight beside it`);
  }
}

function likelyMeaning(name: string, depth: number): string | null {
  const [digits] = /\d+/.exec(name) ?? [];
  const layer = Number.isSafeInteger(Number(digits)) ? Number(digits) : null;
  const other = OTHER_NAMES.find(([pattern]) => pattern.test(name))?.[1] ?? null;
  const ofLayer = layer === null ? [] : PARTS.map((part) => `layers.${layer}.${part}`);
  const known = [...ofLayer, `layers.${depth}.weight`, ...OUTPUT, INPUT];
  const plain = digits === undefined || layer === null ? name : name.replace(digits, String(layer));
  const [near] = nearNames(plain, known)
    .filter((each) => other === null || each.endsWith(other))
    .sort((a, b) => slips(plain, a) - slips(plain, b));
  if (near !== undefined || other === null) {
    return near ?? null;
  }
  return layer === null ? `layers.N.${other} or output.${other}` : `layers.${layer}.${other}`;
}

function slips(name: string, known: string): number {
  return damerauLevenshtein(name.toLowerCase(), known).steps;
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
