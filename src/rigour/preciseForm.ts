import type { CertainArithmetic } from "../arithmetic/certainArithmetic";
import { definiteness } from "../arithmetic/definiteness";
import { sign } from "../arithmetic/rounding/exactMath";
import { fanIn, type NetworkCase } from "../network/network";

/**
 * The matrix of condensedForm.ts in any interval arithmetic, entry by entry as its formula reads: for the few small networks that float64 leaves
 * undecided, and to check the fast form by. In the network's own unit.
 */
export interface PreciseForm<T> {
  /** Whether ‖Hess f‖₂ < bound is proved ("below"), or ‖Hess f‖₂ > bound is ("above"). */
  compare(bound: { readonly forBelow: T; readonly forAbove: T }): "below" | "above" | "unknown";
}

/** One row: s g c, s g t c², s g h c², s h c, δ φ″, and what reaches it of each turn below. */
interface PreciseRow<T> {
  readonly pull: T;
  readonly rest: T;
  readonly length: T;
  readonly turn: T;
  readonly bend: T;
  readonly alongRow: readonly T[];
  readonly alongTangent: readonly T[];
}

interface PreciseLayer<T> {
  readonly fanIn: number;
  readonly rows: readonly PreciseRow<T>[];
  /** α˙ of the input for each turn below: a list of n numbers each. */
  readonly incoming: readonly (readonly T[])[];
}

/**
 * @returns null where a row lies along its input, or so nearly that the direction of what is left is not known
 * @example preciseForm(decimalIntervals(50), { network, input })?.compare({ forBelow: bound, forAbove: bound })
 */
export function preciseForm<T>(arithmetic: CertainArithmetic<T>, networkCase: NetworkCase): PreciseForm<T> | null {
  const swept = sweep(arithmetic, networkCase);
  if (swept === null) {
    return null;
  }
  const { layers, outputRates, scale } = swept;
  const { negate, isPositive } = arithmetic;
  return {
    compare({ forBelow, forAbove }) {
      const [up, down] = ([1, -1] as const).map((sign) => ({
        below: shifted(arithmetic, layers, outputRates, scale, forBelow, sign),
        above: shifted(arithmetic, layers, outputRates, scale, forAbove, sign),
      }));
      if (
        [up, down].every(({ below }) => below.isAdmissible && definiteness(arithmetic, below.matrix) === "definite")
      ) {
        return "below";
      }
      const isAbove = [up, down].some(
        ({ above }) =>
          above.pivots.some((pivot) => isPositive(negate(pivot))) ||
          (above.isAdmissible && definiteness(arithmetic, above.matrix) === "indefinite"),
      );
      return isAbove ? "above" : "unknown";
    },
  };
}

/** Forward and backward, then the rates of every turn: null where some h cannot be divided by. */
function sweep<T>(
  arithmetic: CertainArithmetic<T>,
  { network, input }: NetworkCase,
): { layers: PreciseLayer<T>[]; outputRates: readonly (readonly T[])[]; scale: T } | null {
  const { of, add, subtract, multiply, divide, squareRoot, hypotenuse, isPositive } = arithmetic;
  const { width, activation, shift } = { ...network, ...network.activation };
  const scale = divide(of(1), squareRoot(of(width)));
  const inner = (a: readonly T[], b: readonly T[]): T => add(...a.map((entry, j) => multiply(entry, b[j])));
  let incoming: readonly T[] = Array.from(input, of);
  const forward = network.layers.map((weights, l) => {
    const n = fanIn(network, l);
    const below = incoming;
    const rows = Array.from({ length: width }, (_, i) => {
      const entries = Array.from(weights.subarray(i * n, (i + 1) * n), of);
      const norm = hypotenuse(entries);
      const unit = n === 1 ? [of(sign(weights[i]))] : entries.map((entry) => divide(entry, norm));
      const t = inner(unit, below);
      const h = n === 1 ? of(0) : hypotenuse(below.map((entry, j) => subtract(entry, multiply(t, unit[j]))));
      const z = add(multiply(scale, t), of(shift));
      const outgoing = activation.value(arithmetic, z);
      return {
        unit,
        t,
        h,
        inverseNorm: n === 1 ? of(0) : divide(of(1), norm),
        outgoing,
        ...activation.derivatives(arithmetic, z),
      };
    });
    incoming = rows.map(({ outgoing }) => outgoing);
    return { n, below, rows };
  });
  if (forward.some(({ n, rows }) => n > 1 && rows.some(({ h }) => !isPositive(h)))) {
    return null;
  }
  let signals: readonly T[] = Array.from(network.output, of);
  const withSignals = forward
    .slice()
    .reverse()
    .map((layer) => {
      const own = signals;
      const preSignals = layer.rows.map(({ slope }, i) => multiply(own[i], slope));
      signals = layer.below.map((_, j) =>
        multiply(scale, add(...layer.rows.map(({ unit }, i) => multiply(preSignals[i], unit[j])))),
      );
      return { ...layer, own, preSignals };
    })
    .reverse();
  let rates: readonly (readonly T[])[] = [];
  const layers = withSignals.map(({ n, below, rows, own, preSignals }) => {
    const reached = rates;
    const couplings = rows.map(({ unit, t, h, inverseNorm, curvature }, i): PreciseRow<T> => {
      const pull = multiply(scale, preSignals[i], inverseNorm);
      const alongRow = reached.map((rate) => inner(unit, rate));
      return {
        pull,
        rest: multiply(pull, inverseNorm, t),
        length: multiply(pull, inverseNorm, h),
        turn: multiply(scale, h, inverseNorm),
        bend: multiply(own[i], curvature),
        alongRow,
        alongTangent: reached.map((rate, k) =>
          n === 1 ? of(0) : divide(subtract(inner(below, rate), multiply(t, alongRow[k])), h),
        ),
      };
    });
    const carried = reached.map((_, k) => rows.map(({ slope }, i) => multiply(slope, scale, couplings[i].alongRow[k])));
    const turned = rows.map((_, k) =>
      rows.map(({ slope }, i) => (i === k ? multiply(slope, couplings[i].turn) : of(0))),
    );
    rates = [...carried, ...turned];
    return { fanIn: n, rows: couplings, incoming: reached };
  });
  return { layers, outputRates: rates, scale };
}

/** bound - sign·H with p and r solved for, its lower triangle, and the w of the rows that have a rest. */
function shifted<T>(
  arithmetic: CertainArithmetic<T>,
  layers: readonly PreciseLayer<T>[],
  outputRates: readonly (readonly T[])[],
  scale: T,
  bound: T,
  sign: 1 | -1,
): { matrix: T[][]; pivots: T[]; isAdmissible: boolean } {
  const { of, add, subtract, multiply, divide, negate, isPositive } = arithmetic;
  const signed = (a: T): T => (sign === 1 ? a : negate(a));
  const turns = outputRates.length;
  const width = layers[0].rows.length;
  const matrix = Array.from({ length: turns + width }, (_, i) =>
    Array.from({ length: i + 1 }, (_unused, j) => (i === j ? bound : of(0))),
  );
  const subtractAt = (i: number, j: number, term: T): void => {
    matrix[i][j] = subtract(matrix[i][j], term);
  };
  const pivots: T[] = [];
  for (const [l, { fanIn: n, rows, incoming }] of layers.entries()) {
    for (const [i, { pull, rest, length, turn, bend, alongRow, alongTangent }] of rows.entries()) {
      const own = l * width + i;
      const w = add(bound, signed(rest));
      const preRate = [...alongRow.map((x) => multiply(scale, x)), turn];
      const places = [...alongRow.keys(), own];
      for (const [a, place] of places.entries()) {
        for (let b = 0; b <= a; b++) {
          subtractAt(place, places[b], signed(multiply(bend, preRate[a], preRate[b])));
        }
      }
      subtractAt(own, own, add(negate(signed(rest)), divide(multiply(length, length), bound)));
      for (const [k, y] of alongTangent.entries()) {
        subtractAt(own, k, signed(multiply(pull, y)));
      }
      if (n < 3) {
        continue;
      }
      pivots.push(w);
      const weight = divide(multiply(pull, pull), w);
      for (const k of incoming.keys()) {
        for (let j = 0; j <= k; j++) {
          const rates = add(...incoming[k].map((entry, e) => multiply(entry, incoming[j][e])));
          const seen = add(multiply(alongRow[k], alongRow[j]), multiply(alongTangent[k], alongTangent[j]));
          subtractAt(k, j, multiply(weight, subtract(rates, seen)));
        }
      }
    }
  }
  for (const [k, rate] of outputRates.entries()) {
    for (const [i, entry] of rate.entries()) {
      subtractAt(turns + i, k, signed(entry));
    }
  }
  return { matrix, pivots, isAdmissible: isPositive(bound) && pivots.every(isPositive) };
}
