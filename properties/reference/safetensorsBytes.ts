/** A writer of safetensors files as text and bytes, independent of the suite's: it writes any header, a damaged one too. */

/** A file with this header and data. @example safetensorsBytes('{"a":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}', 8) */
export function safetensorsBytes(header: string, data: Uint8Array | number): Uint8Array {
  const text = Buffer.from(header);
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, typeof data === "number" ? Buffer.alloc(data) : data]);
}

/** Header entries and data of tensors, one after the other. Those of F64 hold 1, 2, 3 …, others zeros. */
export function tensorsOf(tensors: readonly (readonly [name: string, dtype: string, shape: readonly number[]])[]): {
  readonly entries: readonly string[];
  readonly data: Uint8Array;
} {
  let size = 0;
  const parts: Uint8Array[] = [];
  const entries = tensors.map(([name, dtype, shape]) => {
    const count = shape.reduce((product, n) => product * n, 1);
    const bytes = (count * (dtype === "BOOL" ? 8 : Number(dtype.replace(/\D/g, "")))) / 8;
    const offsets = [size, size + bytes];
    size += bytes;
    const values = Float64Array.from({ length: count }, (_, k) => k + 1);
    parts.push(dtype === "F64" ? new Uint8Array(values.buffer) : new Uint8Array(bytes));
    return `${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: offsets })}`;
  });
  return { entries, data: Buffer.concat(parts) };
}
