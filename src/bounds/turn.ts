import type { Arithmetic } from "../arithmetic/arithmetic";
import type { TrainedParameters } from "../network/trainedParameters";

/** A row: |g| and ‖W‖ = r. t = |g|/r is how fast g u moves where W does. */
export interface RowScale<T> {
  readonly gain: T;
  readonly norm: T;
}

/** How fast y = g W/‖W‖ can move, and bend, per motion of unit norm of what is differentiated of the row. */
export interface Turn<T> {
  /** ‖ẏ‖: t, with the gain max(1, t), as ẏ = ġ u + t e with e orthogonal to u. */
  readonly rate: T;
  /** ‖ÿ‖: (2/√3) t/r; with the gain 2 (1 + t²)/(r √(4 + 3t²)), each the largest over all directions. */
  readonly bend: T;
}

/**
 * The largest of each over the rows of a layer: T_l and μ_l of docs/theory-general.md ("Fact 2").
 *
 * @example turnOf(float64, [{ gain: 1, norm: 2 }], "directions").rate // 0.5
 */
export function turnOf<T>(
  arithmetic: Arithmetic<T>,
  rows: readonly RowScale<T>[],
  parameters: TrainedParameters,
): Turn<T> {
  const { maximum } = arithmetic;
  const ofRow = parameters === "all" ? turnWithGain : turnOfDirection;
  let { rate, bend } = ofRow(arithmetic, rows[0]);
  for (let i = 1; i < rows.length; i++) {
    const turn = ofRow(arithmetic, rows[i]);
    rate = maximum(rate, turn.rate);
    bend = maximum(bend, turn.bend);
  }
  return { rate, bend };
}

/** T_v and m_v: a plain v moves as its parameters do, and does not bend. */
export function outputTurn<T>(
  arithmetic: Arithmetic<T>,
  row: RowScale<T> | null,
  parameters: TrainedParameters,
): Turn<T> {
  return row === null ? { rate: arithmetic.of(1), bend: arithmetic.of(0) } : turnOf(arithmetic, [row], parameters);
}

function turnOfDirection<T>(arithmetic: Arithmetic<T>, { gain, norm }: RowScale<T>): Turn<T> {
  const { of, multiply, divide, squareRoot } = arithmetic;
  const rate = divide(gain, norm);
  return { rate, bend: multiply(divide(of(2), squareRoot(of(3))), divide(rate, norm)) };
}

function turnWithGain<T>(arithmetic: Arithmetic<T>, { gain, norm }: RowScale<T>): Turn<T> {
  const { of, multiply, divide, maximum, hypotenuse } = arithmetic;
  const t = divide(gain, norm);
  // √(1 + t²) and √(4 + 3t²) as hypotenuses: t² may overflow.
  const whole = hypotenuse([of(1), t]);
  const root = hypotenuse([of(2), multiply(arithmetic.squareRoot(of(3)), t)]);
  return { rate: maximum(of(1), t), bend: divide(multiply(of(2), divide(whole, root), whole), norm) };
}
