/** Counterexamples and records hold networks of either version of network files: what is written is read back, worst cases too. */
import fc from "fast-check";
import { InputError } from "../../src/files/inputError";
import { networkFromJson, networkToJson } from "../../src/network/formats/networkJson";
import type { NetworkCase } from "../../src/network/networkCase";
import { caseFromJson, caseToJson } from "../../src/records/recordFile";
import { builtIn } from "../../src/theorems/registry";
import { counterexampleFromJson, counterexampleToJson } from "../../src/verify/counterexample";
import type { Judgement } from "../../src/verify/judge";
import { generalNetworks } from "../network/formats/generalNetworks";

const throughText = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** As JSON has them: without -0, the one number that it does not keep. */
const cases: fc.Arbitrary<NetworkCase> = generalNetworks.map((file) => {
  const { input, ...read } = networkFromJson(throughText(networkToJson(file)));
  return { ...read, input: input ?? new Float64Array(read.network.inputDimension).fill(1) };
});

const result = { quantity: 2, error: 0, bound: 1, ratio: 2, verdict: "violated" } as const;
const judgement: Judgement = {
  verdict: "confirmed",
  digits: 50,
  quantity: "2",
  bound: "1",
  ratio: "2",
  digitsLost: 0,
  beyondError: true,
};
const origin = { theorem: "output-bound", weakening: {}, version: "1.2.3", seed: 4, network: 5 };

test("a counterexample of any network, beside a worst case of any network", () => {
  const versions = new Set<string>();
  fc.assert(
    fc.property(cases, cases, (networkCase, worst) => {
      const file = throughText(
        counterexampleToJson({ networkCase, result, judgement, steps: 3, isStopped: false, irrelevant: [] }, origin, {
          network: 7,
          networkCase: worst,
          result,
        }),
      ) as { format: string; counterexample: { worst: { case: { format: string } } } };
      versions.add(`${file.format} ${file.counterexample.worst.case.format}`);
      expect(counterexampleFromJson(file, builtIn).networkCase).toEqual(networkCase);
      expect(networkFromJson(file.counterexample.worst.case)).toEqual(worst);
    }),
    { numRuns: 100 },
  );
  expect([...versions].some((pair) => pair.includes("/2"))).toBe(true);
});

const paper = {
  format: "weightnorm-network/1",
  activation: { name: "tanh", shift: 0 },
  layers: [[[1, 2]]],
  output: [1],
  input: [1, 0],
};
const general = {
  format: "weightnorm-network/2",
  activation: { name: "tanh", shift: 0 },
  layers: [{ weights: [[1, 2]], gains: [3] }],
  output: { weights: [1], bias: 2 },
  input: [1, 0],
};

test.each([
  ["1 in 1", paper, paper],
  ["1 in 2", general, paper],
  ["2 in 1", paper, general],
  ["2 in 2", general, general],
])("a worst case of version %s is read, and a damaged one named", (_, outer, inner) => {
  const counterexample = (worst: object) => ({
    ...outer,
    counterexample: { theorem: "output-bound", worst: { network: 1, case: worst } },
  });
  expect(() => counterexampleFromJson(counterexample(inner), builtIn)).not.toThrow();
  expect(() => counterexampleFromJson(counterexample({ ...inner, format: "weightnorm-network/9" }), builtIn)).toThrow(
    'counterexample.worst.case.format: found "weightnorm-network/9"',
  );
  const nested = counterexample({ ...inner, counterexample: { theorem: "output-bound" } });
  expect(() => counterexampleFromJson(nested, builtIn)).toThrow("a counterexample in a counterexample");
  const damaged = counterexample({ ...general, layers: [{ weights: [[1, 2]], gain: [3] }] });
  expect(() => counterexampleFromJson(damaged, builtIn)).toThrow(
    "counterexample.worst.case.layers[0].gain: found an unknown key, expected one of weights, gains, biases (did you mean gains?)",
  );
});

test("a case of a record: version 2 is named in it, version 1 is not, and both are read", () => {
  fc.assert(
    fc.property(cases, (networkCase) => {
      const { format, ...values } = networkToJson(networkCase);
      const written = caseToJson(networkCase);
      expect(written).toEqual(format === "weightnorm-network/1" ? values : { format, ...values });
      expect(caseFromJson(throughText(written), "entries[0].case")).toEqual(networkCase);
    }),
    { numRuns: 100 },
  );
  const { format: _, ...unnamed } = paper;
  expect(caseToJson(caseFromJson(paper, "case"))).toEqual(unnamed);
  expect(Object.keys(caseToJson(caseFromJson(general, "case")))[0]).toBe("format");
  const { format: __, ...nameless } = general;
  expect(() => caseFromJson(nameless, "entries[3].case")).toThrow(InputError);
  expect(() => caseFromJson(nameless, "entries[3].case")).toThrow("entries[3].case.output: found an object");
});
