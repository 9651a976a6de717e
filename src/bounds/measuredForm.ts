import type { Arithmetic } from "../arithmetic/arithmetic";
import { square } from "../arithmetic/arithmetic";
import type { TrainedParameters } from "../network/trainedParameters";
import { allOnes, type Coefficients } from "./coefficients";
import { quadraticForm } from "./quadraticForm";

/** What one sweep forward and one backward know of a row; numbers with their signs. */
interface MeasuredRow<T> {
  readonly gain: T;
  /** r = ‖W_i‖. */
  readonly norm: T;
  /** c = <u_i, α> and s = ‖α - c u_i‖ of the incoming α. */
  readonly along: T;
  readonly beside: T;
  /** φ′(z_i). */
  readonly slope: T;
  /** p = δ_i φ′(z_i) and q = δ_i φ″(z_i). */
  readonly pull: T;
  readonly bend: T;
}

/** One layer of such rows. */
export interface MeasuredLayer<T> {
  readonly fanIn: number;
  readonly rows: readonly MeasuredRow<T>[];
  /** N, at least ‖diag(φ′) diag(g) U‖₂. */
  readonly carry: T;
}

export const measuredFormCoefficients = ["own", "coupling", "curvature", "output"] as const;

/**
 * An upper bound of ‖Hess f‖₂ at this network and input, from what two sweeps measured and no constant of φ (`hessian-measured`): λ_max of
 *
 *   q(w) = 2 T_v w_v S_L + m_v w_v² + Σ_l [ m_l w_l² + 2 χ_l w_l S_(l-1) + b_l S_(l-1)² ],   S_0 = 0,  S_l = N_l S_(l-1) + a_l w_l
 *
 *   m_l = max_i m_i, own second derivative of a row;   χ_l² = Σ_i ‖C_i‖², how a moving row and a moving α meet;   b_l = Σ_i |q_i| g_i²;
 *   a_l = max_i |φ′_i| ε_i,   ε_i² = t² s² (+ c² + 1 with gains and biases),   t = g/r.
 *
 * The derivation is in docs/theory-general.md, "hessian-measured". At one network, not over a ball around it.
 *
 * @param output the row of a normalised output, or null
 */
export function measuredBound<T>(
  arithmetic: Arithmetic<T>,
  layers: readonly MeasuredLayer<T>[],
  output: MeasuredLayer<T> | null,
  parameters: TrainedParameters,
  coefficient: Coefficients<T, (typeof measuredFormCoefficients)[number]> = allOnes(
    arithmetic,
    measuredFormCoefficients,
  ),
): T {
  const { of, multiply } = arithmetic;
  const depth = layers.length;
  const { matrix, addTo, addCross } = quadraticForm(arithmetic, depth + 1);
  /** S_(l-1) as the coefficients of w_1 … w_(l-1). */
  let inflow: T[] = [];
  for (const [l, layer] of layers.entries()) {
    const { own, coupling, curvature, turn } = layerNumbers(arithmetic, layer, parameters);
    addTo(l, l, multiply(coefficient.own, own));
    addCross(l, inflow, multiply(coefficient.coupling, coupling));
    for (const [i, a] of inflow.entries()) {
      for (const [j, b] of inflow.entries()) {
        addTo(i, j, multiply(coefficient.curvature, curvature, a, b));
      }
    }
    inflow = [...inflow.map((scale) => multiply(layer.carry, scale)), turn];
  }
  const top = output === null ? null : layerNumbers(arithmetic, output, parameters);
  addTo(depth, depth, multiply(coefficient.own, top?.own ?? of(0)));
  addCross(depth, inflow, multiply(coefficient.output, top?.coupling ?? of(1)));
  return arithmetic.perronRoot(matrix);
}

interface LayerNumbers<T> {
  readonly own: T;
  readonly coupling: T;
  readonly curvature: T;
  readonly turn: T;
}

function layerNumbers<T>(
  arithmetic: Arithmetic<T>,
  { fanIn, rows }: MeasuredLayer<T>,
  parameters: TrainedParameters,
): LayerNumbers<T> {
  const { of, add, multiply, absolute, maximum, hypotenuse } = arithmetic;
  const numbers = rows.map((row) => rowNumbers(arithmetic, row, fanIn, parameters));
  const largest = (values: readonly T[]): T => values.reduce((a, b) => maximum(a, b), of(0));
  return {
    own: largest(numbers.map(({ own }) => own)),
    coupling: hypotenuse(numbers.map(({ coupling }) => coupling)),
    curvature: add(of(0), ...rows.map(({ gain, bend }) => multiply(absolute(bend), square(arithmetic, gain)))),
    turn: largest(numbers.map(({ reach }, i) => multiply(absolute(rows[i].slope), reach))),
  };
}

/** m_i, ‖C_i‖ and ε_i of one row. A row of one number cannot turn: t = 0. */
function rowNumbers<T>(
  arithmetic: Arithmetic<T>,
  row: MeasuredRow<T>,
  fanIn: number,
  parameters: TrainedParameters,
): { readonly own: T; readonly coupling: T; readonly reach: T } {
  const { of, add, subtract, multiply, divide, absolute, maximum, hypotenuse } = arithmetic;
  const { gain, norm, along, beside, pull, bend } = row;
  const canTurn = fanIn > 1;
  const t = canTurn ? divide(gain, norm) : of(0);
  const turned = multiply(t, beside);
  const half = of(0.5);
  if (parameters === "directions") {
    const straight = divide(multiply(pull, t, along), norm);
    const across = divide(multiply(pull, turned), norm);
    const h = absolute(subtract(multiply(bend, turned, turned), straight));
    const own = multiply(half, add(h, hypotenuse([h, multiply(of(2), across)])));
    return {
      // In the directions orthogonal to u and α, which there are from three dimensions on, -p t c/r.
      own: !canTurn ? of(0) : fanIn > 2 ? maximum(own, absolute(straight)) : own,
      coupling: multiply(absolute(t), hypotenuse([pull, multiply(bend, gain, beside)])),
      reach: absolute(turned),
    };
  }
  const reach = hypotenuse([turned, along, of(1)]);
  const perNorm = canTurn ? divide(absolute(pull), norm) : of(0);
  const straight = multiply(perNorm, absolute(multiply(t, along)));
  const across = multiply(of(2), perNorm, beside, hypotenuse([t, of(1)]));
  const rotation = multiply(half, add(straight, hypotenuse([straight, across])));
  return {
    own: add(rotation, multiply(absolute(bend), reach, reach)),
    coupling: couplingWithScalars(arithmetic, row, t),
    reach,
  };
}

/** The largest singular value of C_i where the gain and the bias move too: that of a 2 x 2 Gram matrix on the plane of u and α. */
function couplingWithScalars<T>(
  arithmetic: Arithmetic<T>,
  { gain, along, beside, pull, bend }: MeasuredRow<T>,
  t: T,
): T {
  const { of, add, subtract, multiply, squareRoot, hypotenuse } = arithmetic;
  const bent = multiply(bend, gain);
  const [first, second, third] = [multiply(t, bent, beside), add(pull, multiply(bent, along)), bent];
  const ofRow = square(arithmetic, hypotenuse([first, second, third]));
  const ofTangent = square(arithmetic, multiply(t, pull));
  const mixed = multiply(t, t, pull, bent, beside);
  const half = of(0.5);
  const radius = hypotenuse([multiply(half, subtract(ofRow, ofTangent)), mixed]);
  return squareRoot(add(multiply(half, add(ofRow, ofTangent)), radius));
}
