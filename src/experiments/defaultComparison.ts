import type { ComparisonPlan } from "./compareNormalisation";

/**
 * What `wnb compare` and docs/plain-networks.md compare unless told otherwise.
 *
 * The identity, because it never saturates: its ‖∇_x f‖ is the same at every input, and so is the Lipschitz constant. tanh,
 * because it is used, and because it shows what saturation hides.
 */
export const defaultComparison: ComparisonPlan = {
  depth: { from: 1, to: 12 },
  width: 8,
  inputDimension: 8,
  activations: ["identity", "tanh"],
  seed: 1,
  networks: 15,
};
