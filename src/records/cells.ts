import type { CaseRanges } from "../generators/caseRanges";
import { paperActivationNames } from "../network/activation";
import { oddActivation, smoothActivation, vanishingAtZero } from "../theorems/assumptions";
import type { Theorem } from "../theorems/theorem";
import { randomCase } from "../verify/randomCase";

/** One shape and activation of the paper's networks; input dimension, shift and numbers are free. */
export interface Cell {
  readonly depth: number;
  readonly width: number;
  /** Its name. */
  readonly activation: string;
}

/** A theorem on single networks is looked at in many cells, one on whole classes, which takes longer, in few. */
const SHAPES = {
  networks: { depths: [1, 2, 3], widths: [1, 2, 4] },
  classes: { depths: [1, 2], widths: [1, 2] },
};
const LARGEST_INPUT_DIMENSION = 4;

/** What may leave an activation without any case, whatever its shift. */
const ON_ACTIVATIONS = [smoothActivation, vanishingAtZero, oddActivation];

/**
 * The cells of a theorem, by depth, width and activation, in this order: all in which its assumptions can be met.
 *
 * @example cellsOf(hessianLayerwise).length // 81: relu is not smooth
 */
export function cellsOf(theorem: Theorem): readonly Cell[] {
  const { depths, widths } = theorem.every === undefined ? SHAPES.networks : SHAPES.classes;
  const names = paperActivationNames.filter((name) => allows(theorem, name));
  return depths.flatMap((depth) =>
    widths.flatMap((width) => names.map((activation) => ({ depth, width, activation }))),
  );
}

function allows({ assumptions }: Theorem, activation: string): boolean {
  const ranges = rangesOf({ depth: 1, width: 1, activation });
  const networkCase = randomCase(0, 0, ranges);
  const assumed = assumptions.map(({ name }) => name);
  return ON_ACTIVATIONS.filter(({ name }) => assumed.includes(name)).every(
    (assumption) => assumption.holds(networkCase) || assumption.enforce(networkCase, ranges) !== null,
  );
}

/** The random cases of a cell. */
export function rangesOf({ depth, width, activation }: Cell): CaseRanges {
  return {
    depth: { from: depth, to: depth },
    width: { from: width, to: width },
    inputDimension: { from: 1, to: LARGEST_INPUT_DIMENSION },
    activations: [activation],
  };
}

/** As reports name it. */
export function cellName({ depth, width, activation }: Cell): string {
  return `L=${depth} m=${width} ${activation}`;
}
