/** The paper's networks of a seed are what they always were: the tables of the docs, saved counterexamples and other people's notes name them. */
import { createHash } from "node:crypto";
import { caseRandom } from "../../src/generators/caseRandom";
import { type CaseRanges, defaultRanges } from "../../src/generators/caseRanges";
import { simplerCases } from "../../src/generators/simplerCases";
import { networkToJson } from "../../src/network/formats/networkJson";
import type { NetworkCase } from "../../src/network/networkCase";
import { isPaperNetwork } from "../../src/network/paperForm";
import { randomCase } from "../../src/verify/randomCase";

const printed = (networkCase: NetworkCase): string => JSON.stringify(networkToJson(networkCase));
const hashOf = (texts: readonly string[]): string =>
  createHash("sha256").update(texts.join("")).digest("hex").slice(0, 16);
const drawn = (seed: number, count: number, ranges: CaseRanges): NetworkCase[] =>
  Array.from({ length: count }, (_, index) => randomCase(seed, index, ranges));

test.each([
  [1, "1e1f7cf19da87a21", "b34f4341581b565f"],
  [7, "b6d28ab19fd91463", "2bdf6691e04808a2"],
  [20240908, "83251303afdbae24", "919d8a54f7abe71c"],
])(
  "the first hundred of seed %i, by default and by name, and the numbers that theorems draw from them",
  (seed, ofCases, ofRandom) => {
    const cases = drawn(seed, 100, defaultRanges);
    expect(hashOf(cases.map(printed))).toBe(ofCases);
    expect(hashOf(cases.map((networkCase) => String(caseRandom(networkCase)())))).toBe(ofRandom);
    expect(drawn(seed, 10, { ...defaultRanges, networks: "paper" })).toEqual(cases.slice(0, 10));
    expect(cases.every(({ network }) => isPaperNetwork(network))).toBe(true);
  },
);

test("the candidates that they are simplified to, in their order", () => {
  const upTo3 = { from: 1, to: 3 };
  const small = { ...defaultRanges, depth: upTo3, width: upTo3, inputDimension: upTo3 };
  const candidates = drawn(5, 20, small).flatMap((networkCase) => [...simplerCases(networkCase)]);
  expect([candidates.length, hashOf(candidates.map(printed))]).toEqual([1769, "341483c82b0e0bbf"]);
  expect(candidates.every(({ network }) => isPaperNetwork(network))).toBe(true);
});
