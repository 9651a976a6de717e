/** One field of a protobuf message, encoded. A message is its fields, joined. */
export type Field = Buffer;

/** A number, flag or member of an enumeration: a varint of an integer that is not negative. */
export function numberField(field: number, value: number): Field {
  return Buffer.concat([varint(field * 8), varint(value)]);
}

/** A string, bytes, or a message of its fields. */
export function bytesField(field: number, content: string | Uint8Array | readonly Field[]): Field {
  const bytes = Array.isArray(content) ? Buffer.concat(content) : Buffer.from(content as string | Uint8Array);
  return Buffer.concat([varint(field * 8 + 2), varint(bytes.length), bytes]);
}

/** Seven bits in each byte, the lowest first; the eighth bit says that more follow. */
function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest >= 128; rest = Math.floor(rest / 128)) {
    bytes.push((rest % 128) + 128);
  }
  return Buffer.from([...bytes, rest]);
}
