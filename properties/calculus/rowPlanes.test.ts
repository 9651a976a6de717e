/** When the rows of a layer can be condensed, and what their hidden directions have for eigenvalues. */
import fc from "fast-check";
import { condensedHessian } from "../../src/calculus/condensedHessian";
import { propagate } from "../../src/calculus/propagation";
import { RowPlanes } from "../../src/calculus/rowPlanes";
import { rowNormUnit, turnRates } from "../../src/calculus/turnRates";
import { activationNamed } from "../../src/network/activation";
import { createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { differentiableCases } from "../reference/differentiableCases";

function planesOf(networkCase: NetworkCase, l: number) {
  const { layers } = propagate(networkCase);
  const inverseNorms = layers[l].rowNorms.map((norm) => 1 / norm);
  return { state: layers[l], inverseNorms, planes: new RowPlanes(layers[l], inverseNorms) };
}

test("well conditioned: every h_i, and not just one, is that part of ‖α‖", () => {
  fc.assert(
    fc.property(differentiableCases, (networkCase) => {
      const { state, planes } = planesOf(networkCase, 0);
      const norm = Math.hypot(...state.incoming);
      const least = Math.min(...state.tangentNorms) / norm;
      fc.pre(norm > 0);
      expect(planes.isWellConditioned(least * (1 - 1e-12))).toBe(true);
      expect(planes.isWellConditioned(least * (1 + 1e-12) + 1e-300)).toBe(false);
    }),
  );
  const { network } = oneAlong();
  expect(planesOf({ network, input: new Float64Array(3) }, 0).planes.isWellConditioned(0)).toBe(false);
});

test("the largest hidden eigenvalue, and shifts on either side of it", () => {
  fc.assert(
    fc.property(differentiableCases, (networkCase) => {
      const { state, inverseNorms, planes } = planesOf(networkCase, 0);
      const hidden = Array.from(
        inverseNorms,
        (c, i) => state.gains[i] * state.preSignals[i] * state.projections[i] * c ** 2,
      );
      const bound = planes.restBound();
      expect(Math.abs(bound - Math.max(...hidden.map(Math.abs)))).toBeLessThanOrEqual(1e-14 * bound);
      // d_i = -hidden: σ d_i < λ for both signs above the bound.
      for (const sign of [1, -1] as const) {
        expect(planes.shiftTo(sign, 1.01 * bound + 1e-300)).toBe(true);
        const top = Math.max(...hidden.map((value) => -sign * value));
        // Between these lies what is refused for being too close.
        if (top <= 0.89 * bound || top >= 0.91 * bound) {
          expect(planes.shiftTo(sign, 0.9 * bound + 1e-300)).toBe(
            state.fanIn === 2 || top < 0.9 * bound || bound === 0,
          );
        }
      }
    }),
  );
});

/** Three rows, the first along the input; two layers, as one has nothing to condense. */
function oneAlong(): NetworkCase {
  const network = createNetwork({
    activation: { activation: activationNamed("tanh", "activation.name"), shift: 0 },
    layers: [Float64Array.of(1, 0, 0, 0, 1, 0, 0, 1, 1), Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8, 10)],
    output: Float64Array.of(1, 1, 1),
  });
  return { network, input: Float64Array.of(1, 0, 0) };
}

test("a network is condensed unless a row of an upper layer lies along its input", () => {
  const upper = (rows: readonly number[]): ReturnType<typeof condensedHessian> => {
    const { network, input } = oneAlong();
    return condensedHessian(
      propagate({ network: { ...network, layers: [network.layers[0], Float64Array.from(rows)] }, input }),
    );
  };
  const { outgoing } = propagate(oneAlong()).layers[0];
  expect(upper([1, 2, 3, 4, 5, 6, 7, 8, 10])).not.toBeNull();
  expect(upper([1, 2, 3, ...outgoing, 7, 8, 10])).toBeNull();
});

test("units: the smallest row norm, or 1; rows of one number do not turn", () => {
  const { layers } = propagate(oneAlong());
  expect(rowNormUnit(layers)).toBe(1);
  const small = layers.map((layer, l) => ({
    ...layer,
    rowNorms: layer.rowNorms.map((norm) => norm * (l === 1 ? 0.01 : 1)),
  }));
  expect(rowNormUnit(small)).toBe(Math.min(...small[1].rowNorms));
  expect([...turnRates({ fanIn: 2, rowNorms: Float64Array.of(2, 4) }, 0.5)]).toEqual([0.25, 0.125]);
  expect([...turnRates({ fanIn: 1, rowNorms: Float64Array.of(2, 4) }, 0.5)]).toEqual([0, 0]);
});
