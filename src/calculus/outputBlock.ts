import type { LayerState, Propagation } from "./propagation";
import { WeightLayer } from "./weightLayer";

/**
 * The output's part of a Hessian-vector product: writes its block of the product, and the rate of the signals ∂f/∂α^L.
 *
 * @param rate α˙ of the top layer
 */
export type OutputBlock = (
  direction: Float64Array,
  rate: Float64Array,
  product: Float64Array,
  signalRate: Float64Array,
) => void;

/** Where the output's coordinates are in a direction. */
interface OutputPlace {
  /** Of v, or W_v. */
  readonly offset: number;
  /** What a coordinate that is no weight of a row is worth in the operator's unit. */
  readonly unit: number;
  /** Of g_v and c, or of c alone where the output is plain; undefined where they are constants. */
  readonly scalars: number | undefined;
}

/**
 * A plain v moves by its own direction and sees α˙; a normalised output is a layer of one row whose ∂f/∂z is 1 and stays so. f is linear in
 * c, so c's row of the Hessian is 0.
 *
 * @param inverseNorms 1/‖W_v‖ in the unit of the operator
 */
export function outputBlock(
  { outputLayer }: Propagation,
  inverseNorms: (state: LayerState) => Float64Array,
  { offset, unit, scalars }: OutputPlace,
): OutputBlock {
  if (outputLayer === null) {
    return (direction, rate, product, signalRate) => {
      for (let i = 0; i < rate.length; i++) {
        product[offset + i] = unit * rate[i];
        signalRate[i] = unit * direction[offset + i];
      }
      if (scalars !== undefined) {
        product[scalars] = 0;
      }
    };
  }
  const ofScalars = scalars === undefined ? null : { offset: scalars, unit };
  const row = new WeightLayer(outputLayer, inverseNorms(outputLayer), offset, ofScalars);
  const constant = new Float64Array(1);
  return (direction, rate, product, signalRate) => {
    row.forward(direction, rate);
    signalRate.fill(0);
    row.backward(direction, rate, constant, product, signalRate);
  };
}
