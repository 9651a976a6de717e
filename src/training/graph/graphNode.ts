import { bytesField, type Field, numberField } from "./protobuf";

/** The types of entries, by their numbers in TensorFlow's DataType. */
const dataTypes = { float32: 1, int32: 3, bool: 10 } as const;
export type DataType = keyof typeof dataTypes;

/** One operation of a graph: a NodeDef. */
export interface GraphNode {
  readonly name: string;
  /** "AddV2". */
  readonly operation: string;
  /** The names of the nodes whose results it takes. */
  readonly inputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** An AttrValue, encoded. */
export type Attribute = Field;

export const typeAttribute = (type: DataType): Attribute => numberField(6, dataTypes[type]);
export const flagAttribute = (value: boolean): Attribute => numberField(5, value ? 1 : 0);
export const integerAttribute = (value: number): Attribute => numberField(3, value);
export const shapeAttribute = (shape: readonly number[]): Attribute => bytesField(7, shapeFields(shape));

/** A tensor of the numbers: a TensorProto. */
export function tensorAttribute(type: "float32" | "int32", shape: readonly number[], values: number[]): Attribute {
  const entries = type === "float32" ? Float32Array.from(values) : Int32Array.from(values);
  return bytesField(8, [
    numberField(1, dataTypes[type]),
    bytesField(2, shapeFields(shape)),
    bytesField(4, new Uint8Array(entries.buffer)),
  ]);
}

/** The fields of a NodeDef. */
export function nodeFields({ name, operation, inputs, attributes }: GraphNode): Field[] {
  return [
    bytesField(1, name),
    bytesField(2, operation),
    ...inputs.map((input) => bytesField(3, input)),
    ...Object.entries(attributes).map(([key, value]) => bytesField(5, [bytesField(1, key), bytesField(2, [value])])),
  ];
}

function shapeFields(shape: readonly number[]): Field[] {
  return shape.map((size) => bytesField(2, [numberField(1, size)]));
}
