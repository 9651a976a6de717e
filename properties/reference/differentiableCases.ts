import { euclideanNorm } from "../../src/arithmetic/euclideanNorm";
import { defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { fanIn } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";

/** Activations with three bounded derivatives, for which central differences converge. parabolic and relu have kinks. */
const THRICE_DIFFERENTIABLE = ["identity", "tanh", "sin", "arctan", "erf", "softplus", "sigmoid", "pseudohuber"];

const ranges = {
  depth: { from: 1, to: 4 },
  width: { from: 1, to: 4 },
  inputDimension: { from: 1, to: 4 },
  activations: THRICE_DIFFERENTIABLE,
};

/** Row norms and inputs of order 1, so that one step size suits all differences. */
const isOfOrderOne = ({ network, input }: NetworkCase): boolean =>
  euclideanNorm(input) <= 3 &&
  euclideanNorm(network.output) <= 3 &&
  network.layers.every((weights, l) => {
    const n = fanIn(network, l);
    return Array.from({ length: network.width }, (_, i) => euclideanNorm(weights, i * n, n)).every(
      (norm) => norm >= 0.3,
    );
  });

/** Small smooth networks of order 1. */
export const differentiableCases = networkCases({ ...defaultRanges, ...ranges }).filter(isOfOrderOne);
