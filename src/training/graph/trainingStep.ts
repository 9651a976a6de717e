import type { TensorFlow } from "../backend/loadTensorflow";
import { type Descended, descent, descentStep, type Stepped, stepped } from "../descentStep";
import type { DeviceNetwork } from "../deviceNetwork";
import type { DeviceBatch } from "../lossSweep";
import { CompiledGraph } from "./compiledGraph";
import { runsGraphs } from "./graphSession";

/** What is the same in all steps of a run. */
interface StepSettings {
  /** η. */
  readonly rate: number;
  /** Read ω and ‖∇L‖²/L too, for the figures. */
  readonly traced: boolean;
}

/** The step of a run; networks and batches keep their shapes from step to step. To be disposed. */
interface TrainingStep {
  /** Disposes the tensors of `network`; the result is a new one. */
  take(network: DeviceNetwork, batch: DeviceBatch): Stepped;
  dispose(): void;
}

/**
 * The step as one graph where TensorFlow is native, and op by op elsewhere. Their results differ by float32 rounding.
 *
 * @example const { network, readings } = trainingStep(tf, { rate: 0.001, traced: false }).take(before, batch);
 */
export function trainingStep(tf: TensorFlow, { rate, traced }: StepSettings): TrainingStep {
  if (!runsGraphs(tf)) {
    return { take: (network, batch) => descentStep(tf, network, batch, rate, traced), dispose: () => {} };
  }
  const graph = new CompiledGraph<{ network: DeviceNetwork; batch: DeviceBatch }, Descended>(
    tf,
    (operations, { network, batch }) => descent(operations, network, batch, rate, traced),
  );
  return {
    take: (network, batch) => stepped(network, graph.run({ network, batch }), rate, traced),
    dispose: () => graph.dispose(),
  };
}
