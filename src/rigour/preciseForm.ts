import type { CertainArithmetic } from "../arithmetic/certainArithmetic";
import { definiteness } from "../arithmetic/definiteness";
import type { NetworkCase } from "../network/networkCase";
import { type FormPlaces, formPlaces } from "./formPlaces";
import { innerProduct, preciseSweep } from "./preciseSweep";

/**
 * The matrix of condensedForm.ts in any interval arithmetic, entry by entry as its formula reads: for the few small networks that float64 leaves
 * undecided, and to check the fast form by. In the network's own unit.
 */
export interface PreciseForm<T> {
  /** Whether ‖Hess f‖₂ < bound is proved ("below"), or ‖Hess f‖₂ > bound is ("above"). */
  compare(bound: T): "below" | "above" | "unknown";
}

/** One row: its gain s, s g c, s g t c², s g h c², s h c, δ φ″, and what reaches it of each turn below. */
interface PreciseRow<T> {
  readonly gain: T;
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
 * @example preciseForm(decimalIntervals(50), { network, input })?.compare(bound)
 */
export function preciseForm<T>(arithmetic: CertainArithmetic<T>, networkCase: NetworkCase): PreciseForm<T> | null {
  const turned = turnedRows(arithmetic, networkCase);
  if (turned === null) {
    return null;
  }
  const { layers, outputRates } = turned;
  const places = formPlaces(networkCase.network);
  const { negate, isPositive } = arithmetic;
  return {
    compare(bound) {
      const ends = ([1, -1] as const).map((sign) => {
        const { matrix, pivots, isAdmissible } = shifted(arithmetic, places, layers, outputRates, bound, sign);
        const isNegative = pivots.some((pivot) => isPositive(negate(pivot)));
        return isNegative ? "indefinite" : isAdmissible ? definiteness(arithmetic, matrix) : "unknown";
      });
      return ends.includes("indefinite") ? "above" : ends.includes("unknown") ? "unknown" : "below";
    },
  };
}

/**
 * The rows of all layers with what reaches them of every turn below, and α˙^L for every turn, which v meets where it is plain; null where some
 * h cannot be divided by.
 */
function turnedRows<T>(
  arithmetic: CertainArithmetic<T>,
  networkCase: NetworkCase,
): { layers: PreciseLayer<T>[]; outputRates: readonly (readonly T[])[] } | null {
  const { of, subtract, multiply, divide, isPositive } = arithmetic;
  const { layers: swept } = preciseSweep(arithmetic, networkCase);
  if (swept.some(({ rows }) => rows.some(({ canTurn, tangentNorm }) => canTurn && !isPositive(tangentNorm)))) {
    return null;
  }
  let rates: readonly (readonly T[])[] = [];
  const layers = swept.map(({ fanIn, incoming, rows }) => {
    const reached = rates;
    const couplings = rows.map((row): PreciseRow<T> => {
      const { gain, unitRow, inverseNorm, projection, tangentNorm, curvature, signal, preSignal } = row;
      const pull = multiply(gain, preSignal, inverseNorm);
      const alongRow = reached.map((rate) => innerProduct(arithmetic, unitRow, rate));
      return {
        gain,
        pull,
        rest: multiply(pull, inverseNorm, projection),
        length: multiply(pull, inverseNorm, tangentNorm),
        turn: multiply(gain, tangentNorm, inverseNorm),
        bend: multiply(signal, curvature),
        alongRow,
        alongTangent: reached.map((rate, k) => {
          const seen = subtract(innerProduct(arithmetic, incoming, rate), multiply(projection, alongRow[k]));
          return row.canTurn ? divide(seen, tangentNorm) : of(0);
        }),
      };
    });
    const carried = reached.map((_, k) =>
      rows.map(({ slope, gain }, i) => multiply(slope, gain, couplings[i].alongRow[k])),
    );
    const turned = rows.map((_, k) =>
      rows.map(({ slope }, i) => (i === k ? multiply(slope, couplings[i].turn) : of(0))),
    );
    rates = [...carried, ...turned];
    return { fanIn, rows: couplings, incoming: reached };
  });
  return { layers, outputRates: networkCase.network.outputGain === null ? rates : [] };
}

/** bound - sign·H with p and r solved for, its lower triangle, and the w of the rows that have a rest. */
function shifted<T>(
  arithmetic: CertainArithmetic<T>,
  { blocks, turns, size }: FormPlaces,
  layers: readonly PreciseLayer<T>[],
  outputRates: readonly (readonly T[])[],
  bound: T,
  sign: 1 | -1,
): { matrix: T[][]; pivots: T[]; isAdmissible: boolean } {
  const { of, add, subtract, multiply, divide, negate, isPositive } = arithmetic;
  const signed = (a: T): T => (sign === 1 ? a : negate(a));
  const matrix = Array.from({ length: size }, (_, i) =>
    Array.from({ length: i + 1 }, (_unused, j) => (i === j ? bound : of(0))),
  );
  const subtractAt = (i: number, j: number, term: T): void => {
    matrix[i][j] = subtract(matrix[i][j], term);
  };
  const pivots: T[] = [];
  for (const [l, { fanIn: n, rows, incoming }] of layers.entries()) {
    for (const [i, { gain, pull, rest, length, turn, bend, alongRow, alongTangent }] of rows.entries()) {
      const own = blocks[l].begin + i;
      const w = add(bound, signed(rest));
      const preRate = [...alongRow.map((x) => multiply(gain, x)), turn];
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
