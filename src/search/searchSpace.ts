import type { Range } from "../generators/caseRanges";
import type { ShiftedActivation } from "../network/activation";

/** The networks of a search: their shape, and their scales, each fixed or free between two numbers. */
export interface SearchSpace {
  readonly depth: number;
  readonly width: number;
  readonly inputDimension: number;
  readonly activation: ShiftedActivation["activation"];
  /** ω: the norm of every row. */
  readonly rowNorm: Range;
  /** ‖x‖ and ‖v‖. */
  readonly inputNorm: Range;
  readonly outputNorm: Range;
  /** b in φ(z + b). */
  readonly shift: Range;
}

/** Whether a scale is one number. */
export function isFixed({ from, to }: Range): boolean {
  return from === to;
}
