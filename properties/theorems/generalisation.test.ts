/** The theorems on classes of networks: they hold from below, are attained where they can be, and a smaller constant is refused. */
import fc from "fast-check";
import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { float64 } from "../../src/arithmetic/float64";
import { scalesOf } from "../../src/bounds/scales";
import { defaultRanges } from "../../src/generators/caseRanges";
import { enforceAll } from "../../src/generators/constraint";
import { networkCases } from "../../src/generators/networkCases";
import { Evaluation } from "../../src/measurement/evaluation";
import { activationNamed } from "../../src/network/activation";
import { createBatch } from "../../src/network/batch";
import { createCaseData } from "../../src/network/caseData";
import { createNetwork, type NetworkParts } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { isPaperNetwork } from "../../src/network/paperForm";
import { builtIn } from "../../src/theorems/registry";
import { weakened } from "../../src/theorems/weakening";
import { checkTheorem, type TheoremResult } from "../../src/verify/checkTheorem";
import { quickOrFull } from "../depth";
import { theoremById } from "../reference/theoremById";
import { testTheorems } from "../reference/theoremProperties";

testTheorems("generalisation");

interface Class {
  readonly activation: string;
  readonly depth: number;
  readonly width: number;
  readonly inputs: readonly (readonly number[])[];
  readonly targets?: readonly number[];
  readonly outputNorm?: number;
  readonly parts?: Partial<Omit<NetworkParts, "activation" | "layers">>;
}

/** A case that stands for a class: its weights are any. */
function classCase({ activation, depth, width, inputs, targets, outputNorm = 1, parts }: Class): NetworkCase {
  const dimension = inputs[0].length;
  const layers = Array.from({ length: depth }, (_, l) =>
    new Float64Array(width * (l === 0 ? dimension : width)).fill(1),
  );
  const output = new Float64Array(width).fill(outputNorm / Math.sqrt(width));
  const network = createNetwork({
    activation: { activation: activationNamed(activation, "activation"), shift: 0 },
    layers,
    output,
    ...parts,
  });
  const records = inputs.map((input) => Float64Array.from(input));
  const batch = createBatch(network, records, Float64Array.from(targets ?? inputs.map(() => 0)));
  return { network, input: records[0], data: createCaseData(batch) };
}

function check(id: string, networkCase: NetworkCase, weakening = {}): TheoremResult {
  return checkTheorem(weakened(theoremById(id), weakening), new Evaluation(networkCase));
}

const axes = (n: number, length = 1): number[][] =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_, j) => (i === j ? length : 0)));

test("rademacher-odd is attained by the identity at every depth and width, on orthogonal inputs", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 6 }),
      fc.integer({ min: 1, max: 6 }),
      fc.constantFrom(0.5, 1, 3),
      (depth, width, n, outputNorm) => {
        const networkCase = classCase({ activation: "identity", depth, width, inputs: axes(n, 2), outputNorm });
        const { ratio, verdict } = check("rademacher-odd", networkCase);
        expect(verdict).toBe("holds");
        expect(Math.abs((ratio ?? 0) - 1)).toBeLessThan(1e-9);
        // √(Σ‖x_i‖²)/n is 2/√n, and 1 + ρ₁ is 1 + |‖v‖ - 1|.
        const bound = (1 + Math.abs(outputNorm - 1)) * (2 / Math.sqrt(n));
        expect(check("rademacher-odd", networkCase).bound).toBeCloseTo(bound, 12);
        expect(check("rademacher", networkCase).ratio).toBeCloseTo(1 / (1 + Math.sqrt(2 * depth * Math.LN2)), 9);
      },
    ),
    { numRuns: quickOrFull(8, 60) },
  );
});

test("for inputs that are not orthogonal the identity has E‖Σ ε_i x_i‖, at every depth", () => {
  const inputs = [
    [3, 4],
    [3, 4],
    [-4, 3],
  ];
  // ε and -ε alike: ‖±1 ±1‖ ⊕ 1 in units of 5: √5 for equal signs of the first two, 1 for opposite ones.
  const mean = (5 * (Math.sqrt(5) + 1)) / 2 / 3;
  for (const depth of [1, 2, 5]) {
    const { quantity } = check("rademacher", classCase({ activation: "identity", depth, width: 3, inputs }));
    expect(Math.abs((quantity ?? 0) / mean - 1)).toBeLessThan(1e-9);
  }
});

test("without an odd activation, rademacher-odd would be false", () => {
  // Three directions 60° apart, where pseudohuber is nearly |z|.
  const length = 1e4;
  const inputs = [0, 1, 2].map((k) => [length * Math.cos((k * Math.PI) / 3), length * Math.sin((k * Math.PI) / 3)]);
  const networkCase = classCase({ activation: "pseudohuber", depth: 1, width: 1, inputs });
  expect(check("rademacher-odd", networkCase)).toMatchObject({ verdict: "not-applicable", assumption: "phi odd" });
  const { quantity } = check("rademacher", networkCase);
  const oddBound = Math.sqrt(3) * (length / 3);
  expect((quantity ?? 0) / oddBound).toBeGreaterThan(1.038);
  expect(check("rademacher", networkCase, { layers: 0 }).verdict).toBe("violated");
  expect(check("rademacher", networkCase)).toMatchObject({ verdict: "holds" });
});

test("the bounds are free of the width, and what they bound stays below them", () => {
  const inputs = axes(8).map((input, i) => input.map((entry, j) => entry + ((i * 3 + j) % 5) / 5));
  for (const activation of ["tanh", "relu", "parabolic"]) {
    const results = [2, 8, 32, 128].map((width) =>
      check("rademacher", classCase({ activation, depth: 2, width, inputs })),
    );
    expect(new Set(results.map(({ bound }) => bound?.toPrecision(12))).size).toBe(1);
    expect(results.map(({ verdict }) => verdict)).toEqual(results.map(() => "holds"));
  }
});

test("φ(0) ≠ 0 is not-applicable, by name", () => {
  const shifted = classCase({ activation: "softplus", depth: 1, width: 2, inputs: axes(2) });
  for (const id of ["rademacher", "generalization"]) {
    expect(check(id, shifted)).toMatchObject({ verdict: "not-applicable", assumption: "phi(0) = 0" });
  }
  const ranges = { ...defaultRanges, activations: ["softplus", "sigmoid"] };
  expect(() => fc.sample(theoremById("rademacher").cases(ranges), 1)).toThrow(RangeError);
  for (const networkCase of fc.sample(theoremById("rademacher-odd").cases(), 100)) {
    const { activation, shift } = networkCase.network.activation;
    expect([activation.odd, shift]).toEqual([true, 0]);
  }
});

describe("generalization on a coin: x = 0, and y is 0 or 1 with equal odds", () => {
  const coin = classCase({ activation: "tanh", depth: 1, width: 1, inputs: [[0], [0]], targets: [0, 1] });

  test("the gap is L_D - L_S = 1/2 - (ones in the sample)/n, and its quantile that of the binomial", () => {
    const { quantity, bound, place } = check("generalization", coin);
    // For n = 4 no one among four throws has the odds 1/16 > δ = 0.05: gap 1/2. M = 1, B = 0.
    expect({ quantity, place }).toEqual({ quantity: 0.25, place: "n = 4, δ = 0.05" });
    expect(bound).toBeCloseTo(Math.sqrt(Math.log(20) / 8), 12);
  });

  test("half of the bound is refused", () => {
    expect(check("generalization", coin, { confidence: 0.4 }).verdict).toBe("violated");
    expect(check("generalization-odd", coin, { confidence: 0.4 }).verdict).toBe("violated");
    expect(check("generalization", coin, { complexity: 0 }).verdict).toBe("holds");
  });
});

test("inputs of norm 0 have complexity 0, and no ratio", () => {
  fc.assert(
    fc.property(networkCases(), (networkCase) => {
      const silent = classCase({ activation: "tanh", depth: networkCase.network.depth, width: 2, inputs: [[0, 0]] });
      expect(euclideanNorm(silent.input)).toBe(0);
      expect(check("rademacher-odd", silent)).toMatchObject({ verdict: "holds", ratio: null, quantity: 0, bound: 0 });
    }),
    { numRuns: 5 },
  );
});

const ofClasses = builtIn.theorems.filter(({ group }) => group === "generalisation");
const anyGain = fc.integer({ min: -40, max: 40 }).map((k) => k / 8);

test("rademacher-odd is attained by the identity at any gains, its output plain or normalised", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(anyGain, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 5 }),
      fc.option(anyGain),
      (drawn, n, outputGain) => {
        const gains = drawn.map((each) => Float64Array.from(each));
        const shape = { activation: "identity", depth: gains.length, width: 3, inputs: axes(n, 2), outputNorm: 1.5 };
        const networkCase = classCase({ ...shape, parts: { gains, outputGain } });
        const product = drawn.reduce((sofar, each) => sofar * Math.hypot(...each), Math.abs(outputGain ?? 1.5));
        for (const parameters of ["directions", "all"] as const) {
          const { verdict, bound, ratio } = check("rademacher-odd", { ...networkCase, parameters });
          expect(verdict).toBe("holds");
          expect(Math.abs((bound ?? 0) - (2 * product) / Math.sqrt(n))).toBeLessThanOrEqual(1e-12 * product);
          expect(Math.abs((ratio ?? 1) - 1)).toBeLessThan(1e-9);
        }
        const all = ["rademacher", "rademacher-sharp"].map((id) => check(id, networkCase).verdict);
        expect(all).toEqual(["holds", "holds"]);
      },
    ),
    { numRuns: quickOrFull(8, 60) },
  );
});

test("slopes above 1 are a factor in each layer", () => {
  const inputs = axes(3, 4);
  for (const activation of ["gelu", "silu"]) {
    const { lipschitz } = activationNamed(activation, "activation");
    const [steep, gentle] = [activation, "relu"].map((name) =>
      check("rademacher", classCase({ activation: name, depth: 3, width: 2, inputs })),
    );
    expect(steep.verdict).toBe("holds");
    expect(lipschitz(float64)).toBeGreaterThan(1);
    expect(steep.bound).toBeCloseTo((gentle.bound ?? 0) * lipschitz(float64) ** 3, 12);
  }
});

test("a gain is a factor of what generalization says of outputs", () => {
  const shape = { activation: "tanh", depth: 2, width: 2, inputs: [[1], [-1]], targets: [1, 0] };
  const doubled = classCase({ ...shape, parts: { gains: [Float64Array.of(2, 0), null] } });
  // Γ B = 2 and Y = 1: M = 9, Λ = 6, of δ = 0.05 and n = 4.
  const [bound] = theoremById("generalization-odd")
    .bound(
      float64,
      { networkCase: doubled, scales: scalesOf(float64, doubled) },
      { complexity: 1, confidence: 1, one: 1 },
    )
    .slice(1);
  expect(bound).toBeCloseTo((2 * 6 * 2) / 2 + 9 * Math.sqrt(Math.log(20) / 8), 12);
});

test("biases and c are not in the class: not-applicable by name, and dropped", () => {
  const shape = { activation: "tanh", depth: 2, width: 2, inputs: axes(2) };
  const withC = classCase({ ...shape, parts: { outputBias: 1 } });
  const withBias = classCase({ ...shape, parts: { biases: [null, Float64Array.of(0, 1)] } });
  const withZeros = classCase({ ...shape, parts: { biases: [null, Float64Array.of(0, 0)] } });
  for (const { id, assumptions } of ofClasses) {
    expect(check(id, withC)).toMatchObject({ verdict: "not-applicable", assumption: "no biases" });
    expect(check(id, withBias).verdict).toBe("not-applicable");
    expect(check(id, withZeros).verdict).toBe("holds");
    for (const networkCase of [withC, withBias]) {
      const { networkCase: enforced } = enforceAll(networkCase, assumptions, defaultRanges);
      expect(enforced && isPaperNetwork(enforced.network)).toBe(true);
    }
  }
});

test.each(ofClasses.map((theorem) => [theorem.id, theorem] as const))(
  "%s holds on networks with gains and widths of their own",
  (id, theorem) => {
    let general = 0;
    fc.assert(
      fc.property(theorem.cases({ ...defaultRanges, networks: "general" }), (networkCase) => {
        expect(checkTheorem(theorem, new Evaluation(networkCase))).toMatchObject({ verdict: "holds" });
        general += Number(!isPaperNetwork(networkCase.network));
      }),
      { numRuns: id.startsWith("generalization") ? quickOrFull(3, 20) : quickOrFull(20, 150) },
    );
    expect(general).toBeGreaterThan(0);
  },
);
