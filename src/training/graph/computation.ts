import type { TensorFlow } from "../backend/loadTensorflow";
import { inScope } from "../inScope";
import { CompiledGraph } from "./compiledGraph";
import { runsGraphs } from "./graphSession";
import type { Operations } from "./operations";

/** The same mathematics again and again, on tensors in some structure. To be disposed. */
export interface Computation<I, O> {
  /** The tensors that it returns are the caller's. */
  run(inputs: I): O;
  dispose(): void;
}

/**
 * The computation as one graph where TensorFlow is native, and op by op elsewhere.
 *
 * Each call into native TensorFlow costs some 50 µs, and a training step is about 55 of them. The graph is recorded at the
 * first run; later inputs have the same shapes.
 *
 * @param compute returns new tensors, none of its inputs
 */
export function computation<I, O>(
  tf: TensorFlow,
  compute: (operations: Operations, inputs: I) => O,
): Computation<I, O> {
  if (!runsGraphs(tf)) {
    return opByOp(tf, compute);
  }
  let graph: CompiledGraph<I, O> | null = null;
  return {
    run: (inputs) => {
      graph ??= new CompiledGraph(tf, inputs, compute);
      return graph.run(inputs);
    },
    dispose: () => graph?.dispose(),
  };
}

/** The computation without a graph. */
export function opByOp<I, O>(tf: TensorFlow, compute: (operations: Operations, inputs: I) => O): Computation<I, O> {
  return { run: (inputs) => inScope(tf, () => compute(tf, inputs)), dispose: () => {} };
}
