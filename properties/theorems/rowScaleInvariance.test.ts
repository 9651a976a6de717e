/** The residuals of row-scale-invariance see what they are there for: a propagation that is not one of normalised rows. */
import fc from "fast-check";
import { float64 } from "../../src/arithmetic/float64";
import { allOnes } from "../../src/bounds/coefficients";
import type { LayerState, Propagation } from "../../src/calculus/propagation";
import { Evaluation } from "../../src/measurement/evaluation";
import type { NetworkCase } from "../../src/network/networkCase";
import { rowScaleInvariance } from "../../src/theorems/pointwise/rowScaleInvariance";
import { differentiableCases } from "../reference/differentiableCases";

/** The residuals over their bounds, of a propagation that has been tampered with. */
function ratios(networkCase: NetworkCase, tamper: (propagation: Propagation) => Propagation): number[] {
  const evaluation = new Evaluation(networkCase);
  const propagation = tamper(evaluation.propagation);
  const tampered = new Proxy(evaluation, {
    get: (target, name) => (name === "propagation" ? propagation : Reflect.get(target, name, target)),
  });
  const bounds = rowScaleInvariance.bound(float64, evaluation, allOnes(float64, rowScaleInvariance.coefficients));
  return rowScaleInvariance.measure(tampered).map(({ value }, i) => value / bounds[i]);
}

/** One layer changed, of which every row sees its input and sends a signal back. */
const inLayer =
  (l: number, change: (layer: LayerState) => Partial<LayerState>) =>
  (propagation: Propagation): Propagation => ({
    ...propagation,
    layers: propagation.layers.map((layer, k) => (k === l ? { ...layer, ...change(layer) } : layer)),
  });

const isLively = ({ fanIn, preSignals, tangentNorms, projections }: LayerState): boolean =>
  fanIn > 1 &&
  [preSignals, tangentNorms, projections].every((values) => values.every((value) => Math.abs(value) > 0.05));

const cases = differentiableCases.filter((networkCase) => {
  const { layers } = new Evaluation(networkCase).propagation;
  return isLively(layers[layers.length - 1]);
});

test("a value that depends on the length of rows", () => {
  fc.assert(
    fc.property(cases, (networkCase) => {
      const [value] = ratios(networkCase, (propagation) => ({ ...propagation, value: propagation.value + 0.01 }));
      expect(value).toBeGreaterThan(1e6);
    }),
  );
});

test("rows that are not of norm 1, all of them or the last one", () => {
  fc.assert(
    fc.property(cases, fc.boolean(), (networkCase, isLast) => {
      const { depth, width } = networkCase.network;
      const lengthened = inLayer(depth - 1, ({ unitRows, fanIn }) => ({
        unitRows: unitRows.map((entry, k) => (isLast && k < (width - 1) * fanIn ? entry : 1.01 * entry)),
      }));
      const [, gradient, hessian] = ratios(networkCase, lengthened);
      expect(gradient).toBeGreaterThan(1e6);
      expect(hessian).toBeGreaterThan(1e3);
    }),
  );
});

test("signals of which the Hessian knows nothing", () => {
  fc.assert(
    fc.property(cases, (networkCase) => {
      // The operator keeps the state of the layer that it was made of; the residual sees both.
      const { depth } = networkCase.network;
      const tampered = inLayer(depth - 1, ({ projections }) => ({ projections: projections.map((t) => 1.01 * t) }));
      const [, gradient, hessian] = ratios(networkCase, tampered);
      expect(gradient).toBeGreaterThan(1e6);
      expect(hessian).toBeGreaterThan(1);
    }),
  );
});

test("nothing, where nothing has been tampered with", () => {
  fc.assert(
    fc.property(cases, (networkCase) => {
      for (const ratio of ratios(networkCase, (propagation) => propagation)) {
        expect(ratio).toBeLessThanOrEqual(1);
      }
    }),
  );
});

test("what the places are called", () => {
  expect([0, 1, 2].map((i) => rowScaleInvariance.places?.(i))).toEqual(["value", "gradient", "Hessian"]);
});
