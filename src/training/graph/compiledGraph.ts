import type { Tensor } from "@tensorflow/tfjs-core";
import type { TensorFlow } from "../backend/loadTensorflow";
import { GraphRecorder, RecordedTensor } from "./graphRecorder";
import { GraphSession } from "./graphSession";
import type { Operations } from "./operations";
import { recordedOperations } from "./recordedOperations";
import { mapTensors, tensorsIn } from "./tensorStructure";

/** A computation as one graph, for inputs of the shapes that it was recorded with. To be disposed. */
export class CompiledGraph<I, O> {
  private readonly session: GraphSession;
  private readonly fed: readonly RecordedTensor[];
  private readonly fetched: readonly string[];
  private readonly result: O;

  /**
   * @param example inputs, of which only the shapes of the tensors and what are no tensors become part of the graph
   * @param compute returns new tensors, none of its inputs
   */
  constructor(
    private readonly tf: TensorFlow,
    example: I,
    compute: (operations: Operations, inputs: I) => O,
  ) {
    const recorder = new GraphRecorder();
    const inputs = mapTensors(example, tf.Tensor, ({ shape }) => recorder.placeholder(shape)) as I;
    this.fed = tensorsIn(inputs, RecordedTensor);
    this.result = compute(recordedOperations(recorder), inputs);
    this.fetched = tensorsIn(this.result, RecordedTensor).map(({ name }) => name);
    this.session = new GraphSession(tf, recorder.nodes);
  }

  /** @throws Error for tensors of other shapes */
  run(inputs: I): O {
    const tensors = tensorsIn<Tensor>(inputs, this.tf.Tensor);
    this.checkShapes(tensors);
    const names = this.fed.map(({ name }) => name);
    const outputs = this.session.run(names, tensors, this.fetched).values();
    return mapTensors(this.result, RecordedTensor, () => outputs.next().value) as O;
  }

  dispose(): void {
    this.session.dispose();
  }

  private checkShapes(tensors: readonly Tensor[]): void {
    const shapes = (parts: readonly { readonly shape: readonly number[] }[]): string =>
      parts.map(({ shape }) => `[${shape}]`).join(" ");
    if (shapes(tensors) !== shapes(this.fed)) {
      throw new Error(`a graph for ${shapes(this.fed)} was given ${shapes(tensors)}`);
    }
  }
}
