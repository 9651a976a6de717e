import type { LayerState } from "./propagation";

/** The smallest norm of a row that can turn, or 1 if that is smaller: in this unit no 1/‖W_i‖ is above 1, and nothing is scaled up. */
export function rowNormUnit(layers: readonly LayerState[]): number {
  return layers.reduce(
    (least, { fanIn, rowNorms }) => (fanIn === 1 ? least : rowNorms.reduce((a, b) => Math.min(a, b), least)),
    1,
  );
}

/**
 * 1/‖W_i‖ in the given unit. A row of one number cannot turn (its unit vector is ±1 whatever its weight): for it, 0, so
 * that its derivatives are exactly 0 and not rounding errors.
 */
export function turnRates({ fanIn, rowNorms }: Pick<LayerState, "fanIn" | "rowNorms">, unit: number): Float64Array {
  return fanIn === 1 ? new Float64Array(rowNorms.length) : rowNorms.map((norm) => unit / norm);
}
