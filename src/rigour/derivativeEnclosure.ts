import { divide, multiply, subtract } from "../arithmetic/interval/basic";
import { type Interval, point } from "../arithmetic/interval/interval";
import { binaryExponent } from "../arithmetic/rounding/powerOfTwo";
import { scaleDown, scaleUp } from "../arithmetic/rounding/scale";
import { trainedLayout } from "../network/trainedParameters";
import { hessianPairing } from "./curvatureEnclosure";
import { entryAt } from "./enclosedMatrix";
import type { EnclosedPropagation } from "./enclosedPropagation";
import { enclosedTurn } from "./enclosedTurn";

/**
 * ∇_θ f, each of its P entries enclosed: s g_i (α - t u_i)/‖W_i‖ for row i with the gain s, g_i = ∂f/∂z_i, and α^L for v where it is plain;
 * where they are differentiated, g_i t_i for gains, g_i for biases and 1 for c.
 *
 * @example gradientEnclosure(enclosedPropagation({ network, input }))[0].lower
 */
export function gradientEnclosure({ networkCase, layers, turningLayers }: EnclosedPropagation): Interval[] {
  const ofRows = turningLayers.flatMap(({ fanIn: n, gains, rowNorms, preSignals, projections, incoming, unitRows }) =>
    rowNorms.flatMap((norm, i) =>
      Array.from({ length: n }, (_, j) => {
        // A row of one number cannot turn: α - t u is 0 exactly.
        const tangent =
          n === 1 ? point(0) : subtract(entryAt(incoming, j), multiply(projections[i], entryAt(unitRows, i * n + j)));
        return divide(multiply(multiply(gains[i], preSignals[i]), tangent), norm);
      }),
    ),
  );
  const { network, parameters } = networkCase;
  const { outgoing } = layers[layers.length - 1];
  const ofOutput = network.outputGain === null ? Array.from(outgoing.midpoints, (_, i) => entryAt(outgoing, i)) : [];
  return parameters === "all"
    ? [...ofRows, ...ofOutput, ...scalarGradient(turningLayers, network.depth)]
    : [...ofRows, ...ofOutput];
}

/** By g^1, b^1, …, g^L, b^L, g_v if there is one, and c: the bias of a normalised output's row. */
function scalarGradient(turningLayers: EnclosedPropagation["turningLayers"], depth: number): Interval[] {
  const ofLayers = turningLayers.flatMap(({ preSignals, projections }) => [
    ...preSignals.map((g, i) => multiply(g, projections[i])),
    ...preSignals,
  ]);
  return turningLayers.length === depth ? [...ofLayers, point(1)] : ofLayers;
}

/**
 * Hess f, each of its P x P entries enclosed, for networks of some hundred parameters: P³ steps. Proofs use the condensed form instead.
 *
 * @returns the lower triangle, row by row: P (P + 1)/2 entries
 * @example hessianEnclosure(enclosedPropagation({ network, input })).length // 6
 */
export function hessianEnclosure(propagation: EnclosedPropagation): Interval[] {
  const { network, parameters = "directions" } = propagation.networkCase;
  const size = trainedLayout(network, parameters).dimension;
  const exponent = -2 * binaryExponent(propagation.unit);
  const turns = Array.from({ length: size }, (_, k) => {
    const direction = new Float64Array(size);
    direction[k] = 1;
    return enclosedTurn(propagation, direction);
  });
  return turns.flatMap((turn, i) =>
    turns.slice(0, i + 1).map((other) => {
      const { lower, upper } = hessianPairing(propagation, turn, other);
      return { lower: scaleDown(lower, exponent), upper: scaleUp(upper, exponent) };
    }),
  );
}
