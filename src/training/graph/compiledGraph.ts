import type { Tensor } from "@tensorflow/tfjs-core";
import type { TensorFlow } from "../backend/loadTensorflow";
import { GraphRecorder, RecordedTensor } from "./graphRecorder";
import { GraphSession } from "./graphSession";
import type { Operations } from "./operations";
import { recordedOperations } from "./recordedOperations";
import { mapTensors, tensorsIn } from "./tensorStructure";

/**
 * A computation on tensors in some structure, as one graph; native TensorFlow only. A call into it costs some 50 µs, and a
 * training step op by op is about 55 of them.
 *
 * The graph is recorded at the first run. It depends on the shapes of the tensors, and on all of the inputs that is no tensor;
 * later inputs have the same. To be disposed.
 */
export class CompiledGraph<I, O> {
  private recording: Recording<O> | null = null;

  /** @param compute returns new tensors, none of its inputs */
  constructor(
    private readonly tf: TensorFlow,
    private readonly compute: (operations: Operations, inputs: I) => O,
  ) {}

  /**
   * The tensors that it returns are the caller's.
   *
   * @throws Error for tensors of other shapes than those of the first run
   */
  run(inputs: I): O {
    this.recording ??= this.record(inputs);
    const { session, fed, fetched, result } = this.recording;
    const tensors = tensorsIn<Tensor>(inputs, this.tf.Tensor);
    if (shapesOf(tensors) !== shapesOf(fed)) {
      throw new Error(`a graph for ${shapesOf(fed)} was given ${shapesOf(tensors)}`);
    }
    const outputs = session.run(fed, tensors, fetched).values();
    return mapTensors(result, RecordedTensor, () => outputs.next().value) as O;
  }

  dispose(): void {
    this.recording?.session.dispose();
    this.recording = null;
  }

  private record(inputs: I): Recording<O> {
    const recorder = new GraphRecorder();
    const placeholders = mapTensors(inputs, this.tf.Tensor, ({ shape }) => recorder.placeholder(shape)) as I;
    const result = this.compute(recordedOperations(recorder), placeholders);
    return {
      session: new GraphSession(this.tf, recorder.nodes),
      fed: tensorsIn(placeholders, RecordedTensor),
      fetched: tensorsIn(result, RecordedTensor),
      result,
    };
  }
}

/** A graph and its ends. */
interface Recording<O> {
  readonly session: GraphSession;
  readonly fed: readonly RecordedTensor[];
  readonly fetched: readonly RecordedTensor[];
  /** What was computed, its tensors recorded ones. */
  readonly result: O;
}

function shapesOf(tensors: readonly { readonly shape: readonly number[] }[]): string {
  return tensors.map(({ shape }) => `[${shape}]`).join(" ");
}
