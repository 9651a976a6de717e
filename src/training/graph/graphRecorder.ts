import type { Tensor } from "@tensorflow/tfjs-core";
import {
  type Attribute,
  type DataType,
  type GraphNode,
  shapeAttribute,
  tensorAttribute,
  typeAttribute,
} from "./graphNode";

/** What stands for a tensor while a graph is recorded: the result of one of its nodes. */
export class RecordedTensor {
  constructor(
    readonly name: string,
    readonly shape: readonly number[],
    readonly dtype: DataType,
  ) {}

  /** As code over `Operations` sees it; of a tensor's properties it reads the shape alone. */
  asTensor<T extends Tensor>(): T {
    return this as unknown as T;
  }
}

/** What a node takes: a result, or a number, which becomes a constant. */
export type Recordable = Tensor | number;

/** The nodes of a graph, in the order in which they were recorded. */
export class GraphRecorder {
  readonly nodes: GraphNode[] = [];
  private readonly constants = new Map<string, RecordedTensor>();

  /** A tensor that is fed to the graph. */
  placeholder(shape: readonly number[]): RecordedTensor {
    return this.node("Placeholder", [], shape, "float32", {
      dtype: typeAttribute("float32"),
      shape: shapeAttribute(shape),
    });
  }

  /** Numbers that are part of the graph; equal ones are one node. */
  constant(type: "float32" | "int32", shape: readonly number[], values: number[]): RecordedTensor {
    const key = `${type} [${shape}] ${values}`;
    const found = this.constants.get(key);
    if (found !== undefined) {
      return found;
    }
    const attributes = { dtype: typeAttribute(type), value: tensorAttribute(type, shape, values) };
    const made = this.node("Const", [], shape, type, attributes);
    this.constants.set(key, made);
    return made;
  }

  /** The result of an operation. */
  node(
    operation: string,
    inputs: readonly RecordedTensor[],
    shape: readonly number[],
    type: DataType,
    attributes: Readonly<Record<string, Attribute>>,
  ): RecordedTensor {
    const name = `${operation}_${this.nodes.length}`;
    this.nodes.push({ name, operation, inputs: inputs.map((input) => input.name), attributes });
    return new RecordedTensor(name, shape, type);
  }

  /** @throws Error for a tensor that is not of this graph */
  recorded(value: Recordable): RecordedTensor {
    if (typeof value === "number") {
      return this.constant("float32", [], [value]);
    }
    if (!(value instanceof RecordedTensor)) {
      throw new Error("a graph takes tensors as inputs only");
    }
    return value;
  }
}
