import type { TensorFlow } from "../backend/loadTensorflow";
import { type Descended, type DescentSettings, descentStep } from "../descentStep";
import { type DeviceNetwork, disposeNetwork } from "../deviceNetwork";
import type { DeviceBatch } from "../lossSweep";
import { type Computation, computation } from "./computation";

/** What a step tells of the weights before it. The last two are null unless they are traced. */
export interface StepReadings {
  /** The loss of the batch. */
  readonly loss: number;
  /** ω: the smallest row norm. */
  readonly minWeightNorm: number | null;
  /** ‖∇L‖²/L of the batch. */
  readonly gradientToLossRatio: number | null;
}

/** What a step computes from. */
interface StepInputs {
  readonly network: DeviceNetwork;
  readonly batch: DeviceBatch;
}

/**
 * The step of a run: networks and batches keep their shapes from step to step. To be disposed.
 *
 * @example const step = new TrainingStep(tf, { rate: 0.001, traced: false });
 */
export class TrainingStep {
  private readonly descent: Computation<StepInputs, Descended>;

  /** @param compute how: as the backend allows it, unless told otherwise */
  constructor(
    tf: TensorFlow,
    private readonly settings: DescentSettings,
    compute: typeof computation = computation,
  ) {
    this.descent = compute(tf, (operations, { network, batch }) => descentStep(operations, network, batch, settings));
  }

  /** Disposes the tensors of `network`; the result is a new one. */
  take(network: DeviceNetwork, batch: DeviceBatch): { network: DeviceNetwork; readings: StepReadings } {
    const { layers, output, readings } = this.descent.run({ network, batch });
    // Synchronous: the backend has computed it already, and a step needs the one before.
    const [loss, squaredNorm, squaredChange] = readings.dataSync();
    readings.dispose();
    disposeNetwork(network);
    const { rate, traced } = this.settings;
    return {
      network: { ...network, layers, output },
      readings: {
        loss,
        minWeightNorm: traced ? Math.sqrt(squaredNorm) : null,
        gradientToLossRatio: traced ? squaredChange / rate / rate / loss : null,
      },
    };
  }

  dispose(): void {
    this.descent.dispose();
  }
}
