/** What searches reach: the best of gradient ascent in JAX, cell by cell; and the same whatever order starts end in. */
import { activationNamed } from "../../src/network/activation";
import { AGREEING, runSearch } from "../../src/search/runSearch";
import { bestOf, searchFrom } from "../../src/search/worstCase";
import { builtIn } from "../../src/theorems/registry";
import { quickOrFull } from "../depth";
import { onlyInFull } from "../onlyInFull";

const scale = (value: number) => ({ from: value, to: value });
const spaceOf = (depth: number, width: number, activation = "tanh", rowNorm = 1) => ({
  depth,
  width,
  inputDimension: width,
  activation: activationNamed(activation, ""),
  rowNorm: scale(rowNorm),
  inputNorm: scale(Math.sqrt(width)),
  outputNorm: scale(1),
  shift: scale(0),
});
const inThisThread = { ...builtIn, modules: null };
const execution = { starts: 12, steps: 250, seed: 1, workers: 1 };

/** hessian-layerwise, rows of norm 1, ‖x‖ = √m, ‖v‖ = 1: Adam with 6 starts of 250 steps. */
const reached: [number, number, number][] = [
  [1, 2, 0.7113],
  [2, 4, 0.4792],
  [3, 4, 0.3478],
  [4, 4, 0.2668],
  [3, 8, 0.3765],
];

const cells = reached.slice(0, quickOrFull(2, 5));

test.each(cells)("L = %i, m = %i: at least what JAX reaches", async (depth, width, ratio) => {
  const { best, agreeing } = await runSearch("hessian-layerwise", spaceOf(depth, width), execution, inThisThread);
  expect(best?.ratio).toBeGreaterThan(ratio - 0.001);
  expect(best?.ratio).toBeLessThanOrEqual(1);
  expect(agreeing).toBeGreaterThanOrEqual(AGREEING);
});

onlyInFull.each([
  ["tanh", 1],
  ["softplus", 1],
  ["sin", 1],
  ["tanh", 0.1],
  ["softplus", 0.1],
  ["sin", 0.1],
])("%s, row norm %d: other seeds come to the same", async (activation, rowNorm) => {
  for (const [depth, width] of [
    [1, 4],
    [2, 2],
    [3, 4],
    [4, 2],
  ]) {
    const space = spaceOf(depth, width, activation, rowNorm);
    const found = await Promise.all(
      [1, 2, 3].map((seed) => runSearch("hessian-layerwise", space, { ...execution, seed }, inThisThread)),
    );
    const ratios = found.map(({ best }) => best?.ratio ?? 0);
    expect(Math.min(...ratios)).toBeGreaterThan(Math.max(...ratios) - 0.001);
  }
});

test("a theorem that is attained is found to be: input-lipschitz", async () => {
  const { best } = await runSearch("input-lipschitz", spaceOf(2, 3, "sin"), execution, inThisThread);
  expect(best?.ratio).toBeGreaterThan(0.9999);
});

test("a quantity without a gradient is climbed: depth-free-lipschitz-vs-plain", () => {
  const end = searchFrom(builtIn.theorem("activation-at-zero"), spaceOf(1, 2), { index: 0, seed: 1, steps: 20 });
  expect(end?.ratio).toBeGreaterThan(0.9);
});

test("where a theorem does not apply there is no end: relu has no Hessian", () => {
  expect(
    searchFrom(builtIn.theorem("hessian-layerwise"), spaceOf(1, 2, "relu"), { index: 0, seed: 1, steps: 5 }),
  ).toBeNull();
});

test("the best of equal ends is the first, in whatever order they came", () => {
  const end = (index: number, ratio: number) => ({ index, ratio, point: new Float64Array(0) });
  expect(bestOf([end(3, 0.5), end(1, 0.5), end(2, 0.4)])?.index).toBe(1);
  expect(bestOf([])).toBeNull();
});

test("stopped at once it has nothing, stopped later what had ended", async () => {
  const none = await runSearch(
    "hessian-layerwise",
    spaceOf(1, 2),
    { ...execution, signal: AbortSignal.abort() },
    inThisThread,
  );
  expect(none).toMatchObject({ best: null, starts: 0, interrupted: true });
  const controller = new AbortController();
  const some = await runSearch(
    "hessian-layerwise",
    spaceOf(1, 2),
    { ...execution, signal: controller.signal, onProgress: (done) => done === 2 && controller.abort() },
    inThisThread,
  );
  expect(some).toMatchObject({ starts: 2, interrupted: true });
  expect(some.best?.ratio).toBeGreaterThan(0.5);
});
