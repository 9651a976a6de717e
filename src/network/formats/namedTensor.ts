/** Tensors of a safetensors file by their names, looked at before they are used. */
import { InputError } from "../../files/inputError";
import { placeOf } from "../../files/place";
import type { Tensor } from "./safetensors";

/** Of a file with hundreds of tensors, an error names so many. */
const MOST_NAMED = 8;

/**
 * The tensor of that name.
 *
 * @throws InputError where there is none, or where a number of it is infinite or NaN: names tensor and entry
 */
export function tensorNamed(tensors: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const tensor = tensors.get(name);
  if (tensor === undefined) {
    throw new InputError(name, `no such tensor (there are: ${namesOf(tensors)})`, "a tensor of that name");
  }
  const bad = notFinite(tensor);
  if (bad !== null) {
    const { entry, value, reason } = bad;
    throw new InputError(`${name}${entry}`, String(value), `a finite number${reason === null ? "" : ` (${reason})`}`);
  }
  return tensor;
}

/** The first entry that is NaN or infinite, and what it may have come from. @example notFinite(tensor)?.entry // "[1][0]" */
export function notFinite({
  values,
  shape,
  type,
}: Tensor): { readonly entry: string; readonly value: number; readonly reason: string | null } | null {
  const bad = values.findIndex((value) => !Number.isFinite(value));
  if (bad < 0) {
    return null;
  }
  const isOverflow = type === "F16" && !Number.isNaN(values[bad]);
  return {
    entry: entryText(bad, shape),
    value: values[bad],
    reason: isOverflow ? "float16 overflows at 65504" : null,
  };
}

/**
 * The numbers of a tensor of one dimension, or null where the file has no such tensor.
 *
 * @param why behind the shape that was expected
 * @throws InputError for another shape, and as {@link tensorNamed}
 */
export function vectorNamed(
  tensors: ReadonlyMap<string, Tensor>,
  name: string,
  length: number,
  why = "",
): Float64Array | null {
  if (!tensors.has(name)) {
    return null;
  }
  const { shape, values } = tensorNamed(tensors, name);
  if (shape.length !== 1 || shape[0] !== length) {
    throw new InputError(name, shapeText(shape), `${shapeText([length])}${why}`);
  }
  return values;
}

/** A number, of shape [1] or [], or null. @throws InputError as {@link vectorNamed} */
export function numberNamed(tensors: ReadonlyMap<string, Tensor>, name: string): number | null {
  if (!tensors.has(name)) {
    return null;
  }
  const { shape, values } = tensorNamed(tensors, name);
  if (shape.length > 1 || values.length !== 1) {
    throw new InputError(name, shapeText(shape), "one number, of shape [1] or []");
  }
  return values[0];
}

/** @example shapeText([2, 3]) // "shape [2, 3]" */
export function shapeText(shape: readonly number[]): string {
  return `shape [${shape.join(", ")}]`;
}

/** "" for the one entry of shape []. @example entryText(5, [2, 3]) // "[1][2]" */
function entryText(index: number, shape: readonly number[]): string {
  let rest = index;
  let text = "";
  for (const size of [...shape].reverse()) {
    text = `[${rest % size}]${text}`;
    rest = Math.floor(rest / size);
  }
  return text;
}

function namesOf(tensors: ReadonlyMap<string, Tensor>): string {
  const names = [...tensors.keys()];
  const first = names.slice(0, MOST_NAMED).map((name) => placeOf("", name));
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
  return names.length === 0 ? "none" : `${first.join(", ")}${more}`;
}
