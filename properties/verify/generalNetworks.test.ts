/** Violations by general networks: shrunk towards the paper's form, with what does not matter named as their files name it, and read back. */
import fc from "fast-check";
import { type CaseRanges, defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { Evaluation } from "../../src/measurement/evaluation";
import { createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { isPaperNetwork } from "../../src/network/paperForm";
import { builtIn } from "../../src/theorems/registry";
import { defineTheorem, type Theorem } from "../../src/theorems/theorem";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { counterexampleFromJson, counterexampleToJson } from "../../src/verify/counterexample";
import { irrelevantParts } from "../../src/verify/irrelevantParts";
import { notJudged } from "../../src/verify/settleViolations";
import { caseOfRun, shrinkViolation } from "../../src/verify/shrinkViolation";
import { finish } from "../../src/verify/steps";
import { theoremById } from "../reference/theoremById";

const general: CaseRanges = { ...defaultRanges, networks: "general" };

/** Fails on the cases for which a number of theirs is above 1. */
function failing(measure: (networkCase: NetworkCase) => number): Theorem {
  return defineTheorem({
    id: "failing",
    group: "pointwise",
    reference: "no paper",
    statement: String.raw`q \le 1`,
    assumptions: [],
    coefficients: ["one"],
    measure: ({ networkCase }) => [{ value: measure(networkCase), error: 0, converged: true }],
    bound: ({ of, multiply }, _, { one }) => [multiply(one, of(1))],
  });
}

function shrunkFor(measure: (networkCase: NetworkCase) => number, ranges: CaseRanges): NetworkCase {
  const theorem = failing(measure);
  const violating = fc
    .sample(networkCases(general), { numRuns: 500, seed: 7 })
    .find((networkCase) => measure(networkCase) > 1 && !isPaperNetwork(networkCase.network));
  const shrunk = violating && shrinkViolation(theorem, violating, ranges);
  if (!shrunk) {
    throw new Error("nothing to shrink");
  }
  return shrunk.networkCase;
}

test.each([general, defaultRanges])(
  "where the paper's network fails too, that is what is left: within general ranges and the paper's",
  (ranges) => {
    const { network, parameters } = shrunkFor(({ input }) => 2 * Math.max(...input), ranges);
    expect([isPaperNetwork(network), parameters, network.depth, network.width]).toEqual([true, undefined, 1, 1]);
  },
);

test("what a failure needs of a general network stays", () => {
  const smallest = shrunkFor(
    ({ network }) => Math.max(...network.gains.map((each) => Math.max(...(each ?? [])))),
    general,
  );
  const { gains, biases, outputGain, outputBias, depth, width } = smallest.network;
  expect([depth, width, gains.length, gains[0]?.length]).toEqual([1, 1, 1, 1]);
  expect([biases, outputGain, outputBias, smallest.parameters]).toEqual([[null], null, 0, undefined]);
});

test("small random networks that replace a general one may be general, and take the place of no network of the paper", () => {
  // On networks of depth 3, and of depth 1 with an output gain: no step leads from one to the other.
  const corner = ({ network }: NetworkCase): number =>
    network.depth === 3 || (network.depth === 1 && network.outputGain !== null) ? 2 : 0;
  const theorem = failing(corner);
  const deep = { ...general, depth: { from: 3, to: 3 } };
  const start = fc.sample(networkCases(deep), { numRuns: 50, seed: 7 });
  const [first] = start.filter(({ network }) => network.outputGain === null && network.gains.some((each) => each));
  const ofGeneral = shrinkViolation(theorem, first, deep)?.networkCase.network;
  // Its first step leads to the paper's form, which only its own kind replaces.
  expect(ofGeneral && [isPaperNetwork(ofGeneral), ofGeneral.depth]).toEqual([true, 3]);
  const needsGains = failing((each) => (each.network.gains.some((own) => own !== null) ? corner(each) : 0));
  const replaced = shrinkViolation(needsGains, first, deep)?.networkCase.network;
  expect([replaced?.depth, replaced?.outputGain !== null]).toEqual([1, true]);
});

test("what does not matter is named as version 2 of a network file has it", () => {
  const activation = randomActivation();
  const network = createNetwork({
    activation,
    layers: [Float64Array.of(1, 2, 3, 4), Float64Array.of(5, 6)],
    gains: [Float64Array.of(7, 0.5), null],
    biases: [null, Float64Array.of(0.25)],
    output: Float64Array.of(3),
    outputGain: -2,
    outputBias: 0.5,
  });
  const networkCase = { network, input: Float64Array.of(1, 1) };
  const parts = finish(
    irrelevantParts(
      failing(({ network: { gains } }) => gains[0]?.[0] ?? 0),
      networkCase,
    ),
  );
  expect(parts).toEqual([
    "activation.name",
    ...["layers[0].weights[0][0]", "layers[0].weights[0][1]", "layers[0].weights[1][0]", "layers[0].weights[1][1]"],
    ...["layers[1].weights[0][0]", "layers[1].weights[0][1]", "output.weights[0]"],
    ...["layers[0].gains[1]", "layers[1].biases[0]", "output.gain", "output.bias"],
    ...["input[0]", "input[1]"],
  ]);
});

test("a network of the paper whose gains move is of version 2 too", () => {
  const network = createNetwork({
    activation: randomActivation(),
    layers: [Float64Array.of(1, 2)],
    output: Float64Array.of(3),
  });
  const input = Float64Array.of(1, 1);
  const partsOf = (networkCase: NetworkCase) =>
    finish(
      irrelevantParts(
        failing(() => 2),
        networkCase,
      ),
    );
  expect(partsOf({ network, input })).toEqual(expect.arrayContaining(["layers[0][0][1]", "output[0]"]));
  expect(partsOf({ network, input, parameters: "all" })).toEqual(
    expect.arrayContaining(["layers[0].weights[0][1]", "output.weights[0]"]),
  );
});

function randomActivation(): NetworkCase["network"]["activation"] {
  const [{ network }] = fc.sample(networkCases({ ...defaultRanges, activations: ["tanh"] }), 1);
  return { ...network.activation, shift: 0 };
}

test("a counterexample says which networks its run drew and what was trained, and is read back with it", () => {
  const [base] = fc.sample(networkCases(), { numRuns: 1, seed: 2 });
  const networkCase: NetworkCase = { ...base, parameters: "all" };
  const theorem = theoremById("output-bound");
  const result = checkTheorem(theorem, new Evaluation(networkCase));
  const violation = { networkCase, result, judgement: notJudged("a test"), steps: 0, isStopped: false, irrelevant: [] };
  const origin = { theorem: theorem.id, weakening: {}, version: "1.2.3", seed: 4, network: 5 };
  const worst = { network: 6, networkCase, result };
  const json = counterexampleToJson(violation, { ...origin, drawn: "general" }, worst);
  const written = JSON.parse(JSON.stringify(json));
  expect(written).toMatchObject({
    format: "weightnorm-network/2",
    parameters: "all",
    counterexample: { drawn: "general", worst: { parameters: "all", case: { parameters: "all" } } },
  });
  expect(counterexampleFromJson(written, builtIn).networkCase).toEqual(networkCase);
  written.parameters = "al";
  expect(() => counterexampleFromJson(written, builtIn)).toThrow(/^parameters: found "al", expected one of paper, all/);
  const paper = counterexampleToJson({ ...violation, networkCase: base }, { ...origin, drawn: "paper" });
  expect(paper["counterexample"]).not.toHaveProperty("drawn");
  expect(paper).not.toHaveProperty("parameters");
});

test("seed, number and choice draw the same case again, as a theorem meets it", () => {
  const theorem = theoremById("output-bound");
  for (const networks of ["general", "all"] as const) {
    const draw = () => [0, 1, 2, 3].map((index) => caseOfRun(theorem, 11, index, { ...defaultRanges, networks }));
    expect(draw()).toEqual(draw());
    expect(draw()).not.toEqual([0, 1, 2, 3].map((index) => caseOfRun(theorem, 11, index, defaultRanges)));
  }
});
