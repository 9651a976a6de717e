/** Proofs of the Hessian's norm, against the spectrum by a dense solver, and on networks built to sit next to their bound. */
import fc from "fast-check";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { interval, point } from "../../src/arithmetic/interval/interval";
import { fullHessian } from "../../src/calculus/hessianOperator";
import { propagate } from "../../src/calculus/propagation";
import { entriesOf } from "../../src/calculus/symmetricOperator";
import { defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { certificatesOf } from "../../src/measurement/certificates";
import { Evaluation } from "../../src/measurement/evaluation";
import { networkFromJson } from "../../src/network/formats/networkJson";
import { parameterCount } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import type { Certificate } from "../../src/rigour/certificate";
import { preciseArithmetic } from "../../src/rigour/certifiedNumber";
import { HessianCertificate } from "../../src/rigour/hessianCertificate";
import { preciseForm } from "../../src/rigour/preciseForm";
import type { Theorem } from "../../src/theorems/theorem";
import { weakened } from "../../src/theorems/weakening";
import { certifyTheorem } from "../../src/verify/certifyTheorem";
import { quickOrFull } from "../depth";
import { denseSpectralNorm } from "../reference/denseSpectrum";
import { oneRowFile } from "../reference/oneRow";
import { theoremById } from "../reference/theoremById";

const smooth = ["identity", "tanh", "sin", "arctan", "erf", "softplus", "sigmoid", "pseudohuber", "parabolic"];
const cases = networkCases({
  ...defaultRanges,
  depth: { from: 1, to: 4 },
  width: { from: 1, to: 5 },
  inputDimension: { from: 1, to: 5 },
  activations: smooth,
});

/** By a dense solver; null where the float64 entries are too large or too small to say. */
function denseNorm(networkCase: NetworkCase): number | null {
  const entries = entriesOf(fullHessian(propagate(networkCase)));
  const size = entries.reduce((most, entry) => Math.max(most, Math.abs(entry)), 0);
  return size > 1e-9 && size < 1e100 ? denseSpectralNorm(entries, parameterCount(networkCase.network)) : null;
}

function comparedWith(limit: number, networkCase: NetworkCase): Certificate {
  const bound = { interval: point(limit), precise: () => preciseArithmetic.of(limit) };
  return certificatesOf(networkCase).hessianSpectralNorm.compare(bound);
}

/** Few need the rarest step. */
const EVERY_STEP = { numRuns: 200 };

test("limits one part in 1e7 on either side of the dense solver's norm get the right proof", () => {
  const steps = new Set<string | null>();
  fc.assert(
    fc.property(cases, (networkCase) => {
      const norm = denseNorm(networkCase);
      fc.pre(norm !== null);
      const [above, below] = [
        comparedWith(norm * (1 + 1e-7), networkCase),
        comparedWith(norm * (1 - 1e-7), networkCase),
      ];
      expect([above.verdict, below.verdict]).toEqual(["holds", "violated"]);
      steps.add(above.step).add(below.step);
    }),
  );
  expect(steps).toContain("cholesky");
  expect(steps).toContain("rayleigh");
});

test("every step from above proves what is true, and each has its turn", () => {
  const steps = new Set<string | null>();
  fc.assert(
    fc.property(cases, fc.double({ min: 0.2, max: 5, noNaN: true }), (networkCase, ratio) => {
      const norm = denseNorm(networkCase);
      fc.pre(norm !== null);
      const { verdict, step, quantity } = comparedWith(norm * ratio, networkCase);
      expect(verdict).toBe(ratio >= 1 ? "holds" : "violated");
      expect(quantity.lower <= norm * (1 + 1e-9) && quantity.upper >= norm * (1 - 1e-9)).toBe(true);
      steps.add(step);
    }),
    EVERY_STEP,
  );
  expect(steps).toContain("frobenius");
  expect(steps).toContain("blocks");
});

test("in decimals, by the formula entry by entry: the same", () => {
  let asked = 0;
  fc.assert(
    fc.property(cases, (networkCase) => {
      const form = preciseForm(preciseArithmetic, networkCase);
      const norm = denseNorm(networkCase);
      fc.pre(norm !== null && form !== null && parameterCount(networkCase.network) < 60);
      const at = (limit: number): string => form.compare(preciseArithmetic.of(limit));
      expect([at(norm * (1 + 1e-7)), at(norm * (1 - 1e-7))]).toEqual(["below", "above"]);
      asked++;
    }),
    { numRuns: quickOrFull(8, 40) },
  );
  expect(asked).toBeGreaterThan(0);
});

/** Whether a row lies nearly along what enters it: of its height h an enclosure knows about (h/‖α‖)²/u parts. */
function isNearlyAlong(networkCase: NetworkCase): boolean {
  return propagate(networkCase).layers.some(({ incoming, tangentNorms }) => {
    const size = euclideanNorm(incoming);
    return tangentNorms.some((height) => height < 1e-3 * size);
  });
}

test("the enclosure contains the norm, and is narrow unless a row lies nearly along its input", () => {
  let narrow = 0;
  fc.assert(
    fc.property(cases, (networkCase) => {
      const norm = denseNorm(networkCase);
      fc.pre(norm !== null);
      const { lower, upper } = certificatesOf(networkCase).hessianSpectralNorm.enclosure();
      expect(lower).toBeLessThanOrEqual(norm * (1 + 1e-9));
      expect(upper).toBeGreaterThanOrEqual(norm * (1 - 1e-9));
      if (!isNearlyAlong(networkCase)) {
        expect(upper - lower).toBeLessThanOrEqual(1e-7 * norm);
        narrow++;
      }
    }),
  );
  expect(narrow).toBeGreaterThan(0);
});

/** f = v <u, x> of one row (1, 0) at the input (0, 1), which is orthogonal to it. */
function oneRow(output: number): NetworkCase {
  const { network, input } = networkFromJson(oneRowFile(output));
  return { network, input: input ?? new Float64Array() };
}

describe("next to a bound", () => {
  const normAt = (output: number): number => Math.hypot(1, output);

  test.each([0.5, 1.732e-9, 3, 1e5])("√(1 + v²) at v = %d: one part in 1e9, and in 1e12, is told apart", (output) => {
    for (const distance of [1e-9, 1e-12]) {
      expect(comparedWith(normAt(output) * (1 + distance), oneRow(output)).verdict).toBe("holds");
      expect(comparedWith(normAt(output) * (1 - distance), oneRow(output)).verdict).toBe("violated");
    }
  });

  test("the norm itself, where it is a float64: nothing is proved that is false", () => {
    // √(1 + (3/4)²) = 5/4.
    expect(comparedWith(1.25, oneRow(0.75)).verdict).not.toBe("violated");
    expect(comparedWith(1.25 - 2 ** -52, oneRow(0.75)).verdict).toBe("violated");
    expect(comparedWith(1.25 + 2 ** -52, oneRow(0.75)).verdict).toBe("holds");
  });
});

describe("a theorem next to its bound", () => {
  const theorem = theoremById("hessian-layerwise");
  const certified = (of: Theorem, networkCase: NetworkCase) =>
    certifyTheorem(of, new Evaluation(networkCase), certificatesOf(networkCase));

  test("at ratio 1 - 1e-9 it is proved to hold", () => {
    // The bound is 1 + v/√3 + O(v²).
    const result = certified(theorem, oneRow(1e-9 * Math.sqrt(3)));
    expect(result.ratio).toBeCloseTo(1 - 1e-9, 13);
    expect(result).toMatchObject({ verdict: "holds", proof: { step: "cholesky" } });
  });

  test("at ratio 1 + 1e-9 it is proved to be violated, if it lacks a term", () => {
    // Without rotation the bound is 1.
    const result = certified(weakened(theorem, { rotation: 0 }), oneRow(Math.sqrt(2e-9)));
    expect(result.ratio).toBeCloseTo(1 + 1e-9, 13);
    expect(result).toMatchObject({ verdict: "violated", proof: { step: "rayleigh" } });
  });
});

describe("where nothing turns", () => {
  test("a Hessian of zeros is at most 0, and at most everything", () => {
    const { network } = oneRow(1);
    const zero = { network: { ...network, output: new Float64Array(1) }, input: new Float64Array(2) };
    expect(comparedWith(0, zero)).toMatchObject({ verdict: "holds", quantity: { lower: 0, upper: 0 } });
    expect(comparedWith(5e-324, zero).verdict).toBe("holds");
    expect(certificatesOf(zero).hessianSpectralNorm.enclosure()).toEqual({ lower: 0, upper: 0 });
  });

  test("a row along its input, exactly and nearly", () => {
    const along = (last: number): NetworkCase => ({ ...oneRow(2), input: Float64Array.of(3, last) });
    for (const last of [0, 1e-300, 1e-160, 1e-17, 1e-8]) {
      const norm = denseNorm(along(last)) ?? Number.NaN;
      expect(comparedWith(norm * (1 + 1e-9), along(last)).verdict).toBe("holds");
      expect(comparedWith(norm * (1 - 1e-9), along(last)).verdict).toBe("violated");
    }
  });
});

describe("nothing is proved of what is not known", () => {
  const bounds = [interval(0, Number.POSITIVE_INFINITY), { lower: Number.NaN, upper: Number.NaN }];

  test("a bound that may be anything", () => {
    const certificate = certificatesOf(oneRow(1)).hessianSpectralNorm;
    for (const bound of bounds) {
      const nothing = {
        lower: preciseArithmetic.of(0).lower,
        upper: preciseArithmetic.of(Number.POSITIVE_INFINITY).upper,
      };
      expect(certificate.compare({ interval: bound, precise: () => nothing }).verdict).toBe("undecided");
    }
  });

  test("an overflow", () => {
    const { network, input } = oneRow(1e308);
    const huge: NetworkCase = { network, input: input.map((x) => x * 1e308) };
    const { verdict, quantity } = comparedWith(1e308, huge);
    expect(verdict).not.toBe("holds");
    expect(quantity.upper).toBeGreaterThanOrEqual(1e308);
  });

  test.each([
    [Number.NaN, 0, 0],
    [0, 0, 0],
    [Number.POSITIVE_INFINITY, 1, 0],
  ])("a witness (%d, %d, %d) proves nothing from below, and a poor one nothing false", (...direction) => {
    const certificate = new HessianCertificate(oneRow(0.75), () => Float64Array.from(direction));
    const bound = { interval: point(1), precise: () => preciseArithmetic.of(1) };
    // In decimals no witness is needed.
    expect(certificate.compare(bound)).toMatchObject({ verdict: "violated", step: "precise" });
    const poor = new HessianCertificate(oneRow(0.75), () => Float64Array.of(1, 1, 1));
    expect(poor.compare({ interval: point(1.3), precise: () => preciseArithmetic.of(1.3) }).verdict).toBe("holds");
  });
});
