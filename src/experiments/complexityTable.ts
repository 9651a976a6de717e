import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { float64 } from "../arithmetic/float64";
import { pseudoRandom } from "../arithmetic/pseudoRandom";
import { rademacherBound, rademacherOddBound } from "../bounds/rademacherBounds";
import { type RademacherOptions, rademacherComplexity } from "../complexity/rademacherComplexity";
import { activationNamed } from "../network/activation";

/** One class and one number of inputs of a {@link complexityTable}. */
export interface ComplexitySetting {
  readonly activation: string;
  readonly depth: number;
  readonly width: number;
  /** n. */
  readonly records: number;
  /** B, the norm of every input. */
  readonly inputNorm: number;
}

/** A row of a {@link complexityTable}. */
export interface ComplexityRow extends ComplexitySetting {
  /** R_n from below, with 1 + ρ₁ = 1. */
  readonly estimate: number;
  /** Of the mean over random sign vectors; 0 where all of them were taken. */
  readonly standardError: number;
  readonly signVectors: number;
  /** The bound of `rademacher`. */
  readonly bound: number;
  /** estimate/bound. */
  readonly ratio: number;
  /** The bound of `rademacher-odd`, or null where φ is not odd. */
  readonly oddBound: number | null;
  /** estimate/oddBound. */
  readonly oddRatio: number | null;
  /** estimate √n/B: flat where R_n falls like 1/√n. */
  readonly scaledEstimate: number;
}

/** The inputs, and how long to search: by default longer than a property does, about a minute for both lists of settings. */
interface ComplexityTableOptions extends RademacherOptions {
  /** d. Default 8. */
  readonly inputDimension?: number;
}

const longSearch: RademacherOptions = { draws: 48, restarts: 2, iterations: 10, tolerance: 3e-3 };

/**
 * Rademacher complexities from below next to their bounds, for random inputs of one norm.
 *
 * Settings with the same n have the same inputs and signs, so their rows can be compared.
 *
 * @example complexityTable(widthSettings).map(({ width, ratio }) => [width, ratio])
 */
export function complexityTable(
  settings: readonly ComplexitySetting[],
  options: ComplexityTableOptions = {},
): ComplexityRow[] {
  return settings.map((setting) => complexityRow(setting, options));
}

/** One row of a {@link complexityTable}: up to seconds for many inputs. */
export function complexityRow(
  setting: ComplexitySetting,
  { inputDimension = 8, ...search }: ComplexityTableOptions = {},
): ComplexityRow {
  const { depth, width, records, inputNorm } = setting;
  const activation = { activation: activationNamed(setting.activation, "activation"), shift: 0 };
  const inputs = randomInputs(records, inputDimension, inputNorm, search.seed ?? 1);
  const functionClass = { depth, width, inputDimension, activation, outputRadius: 1 };
  const { value, standardError, signVectors } = rademacherComplexity(functionClass, inputs, {
    ...longSearch,
    ...search,
  });
  const scales = { depth, lipschitz: 1, inputs };
  const bound = rademacherBound(float64, scales);
  const oddBound = activation.activation.odd ? rademacherOddBound(float64, scales) : null;
  return {
    ...setting,
    estimate: value,
    standardError,
    signVectors,
    bound,
    ratio: value / bound,
    oddBound,
    oddRatio: oddBound === null ? null : value / oddBound,
    scaledEstimate: (value * Math.sqrt(records)) / inputNorm,
  };
}

/** One odd, one even, one in between. The even one is |z| for large inputs, and next to nothing for small ones. */
const families = [
  { activation: "tanh", inputNorm: 1 },
  { activation: "relu", inputNorm: 1 },
  { activation: "pseudohuber", inputNorm: 100 },
];

/** m = 2 … 128 at depths 2 and 3 for 16 inputs: the bounds are free of the width. */
export const widthSettings: readonly ComplexitySetting[] = families.flatMap((family) =>
  [2, 3].flatMap((depth) => [2, 4, 8, 16, 32, 64, 128].map((width) => ({ ...family, depth, width, records: 16 }))),
);

/** L = 1 … 6 at width 8 for 4 … 1024 inputs: the bound falls like 1/√n and grows like √L. */
export const growthSettings: readonly ComplexitySetting[] = families.flatMap((family) =>
  [1, 2, 3, 4, 5, 6].flatMap((depth) =>
    [4, 16, 64, 256, 1024].map((records) => ({ ...family, depth, width: 8, records })),
  ),
);

/** n vectors of d numbers, all of one norm, with uniform entries before. */
function randomInputs(n: number, inputDimension: number, inputNorm: number, seed: number): Float64Array[] {
  const random = pseudoRandom(seed);
  return Array.from({ length: n }, () => {
    const drawn = Float64Array.from({ length: inputDimension }, () => 2 * random() - 1);
    const norm = euclideanNorm(drawn);
    return drawn.map((entry) => (inputNorm * entry) / norm);
  });
}
