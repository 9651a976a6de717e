/** A writer of .npy files, independent of the reader: for tests. */

/** An array to be written, its values in C order. */
export interface WrittenArray {
  readonly descr: string;
  readonly shape: readonly number[];
  readonly values: readonly number[];
  readonly fortranOrder?: boolean;
  readonly version?: 1 | 2 | 3;
}

/** A whole file. @example npyFile({ descr: "<f4", shape: [2], values: [1, 2] }) */
export function npyFile({ descr, shape, values, fortranOrder = false, version = 1 }: WrittenArray): Uint8Array {
  const tuple = `(${shape.join(", ")}${shape.length === 1 ? "," : ""})`;
  const order = fortranOrder ? "True" : "False";
  const header = headerOf(`{'descr': '${descr}', 'fortran_order': ${order}, 'shape': ${tuple}, }\n`, version);
  const stored = fortranOrder ? inFortranOrder(shape, values) : values;
  return Uint8Array.from([...header, ...stored.flatMap((value) => entryBytes(descr, value))]);
}

/** Magic string, version, length and text. */
export function headerOf(text: string, version = 1): Uint8Array {
  const length = Buffer.alloc(version === 1 ? 2 : 4);
  length.writeUIntLE(text.length, 0, length.length);
  return Uint8Array.from([0x93, ...Buffer.from("NUMPY"), version, 0, ...length, ...Buffer.from(text)]);
}

/** Counts up all indices with the first one fastest, and takes the value that C order has there. */
function inFortranOrder(shape: readonly number[], values: readonly number[]): number[] {
  const index = shape.map(() => 0);
  return values.map(() => {
    const value = values[index.reduce((place, n, axis) => place * shape[axis] + n, 0)];
    for (let axis = 0; axis < shape.length && ++index[axis] === shape[axis]; axis++) {
      index[axis] = 0;
    }
    return value;
  });
}

function entryBytes(descr: string, value: number): number[] {
  const bytes = Buffer.alloc(Number(descr.slice(2)));
  switch (descr.slice(1)) {
    case "f4":
      bytes.writeFloatLE(value);
      break;
    case "f8":
      bytes.writeDoubleLE(value);
      break;
    case "u8":
    case "i8":
      bytes.writeBigInt64LE(BigInt(value));
      break;
    default:
      // Two's complement by hand, as the value is below 2^32 in size.
      bytes.forEach((_, k) => {
        bytes[k] = Math.floor(value / 256 ** k) & 255;
      });
  }
  return descr.startsWith(">") ? [...bytes].reverse() : [...bytes];
}
