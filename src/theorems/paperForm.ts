import { float64 } from "../arithmetic/float64";
import type { Activation } from "../network/activation";
import { createNetwork } from "../network/network";
import { hasOneWidth, isPaperCase } from "../network/paperForm";
import type { Assumption } from "./assumptions";

/** For statements about the paper's network that have no general form, or another one (as the sharper closed form has). */
export const paperForm: Assumption = {
  name: "paper's network",
  statement: "one width m, gains 1/√m, one shift for all biases, f = ⟨v, α^L⟩, φ 1-Lipschitz",
  holds: (networkCase) => isPaperCase(networkCase) && isGentle(networkCase.network.activation.activation),
  enforce({ parameters: _, ...networkCase }) {
    const { activation, layers, output } = networkCase.network;
    if (!isGentle(activation.activation)) {
      return null;
    }
    // Without its gains and biases; widths that differ cannot be mended.
    return hasOneWidth(networkCase.network)
      ? { ...networkCase, network: createNetwork({ activation, layers, output }) }
      : null;
  },
};

/** Slopes of at most 1. */
function isGentle({ lipschitz }: Activation): boolean {
  return lipschitz(float64) <= 1;
}

/** γ_l > 0 in every layer: else nothing of the input reaches the output, and a quotient by γ_l says nothing. */
export const someGain: Assumption = {
  name: "gains",
  statement: "every layer has a gain that is not 0",
  holds: ({ network }) => network.gains.every((ofLayer) => ofLayer === null || ofLayer.some((gain) => gain !== 0)),
  enforce: ({ network, ...networkCase }) => ({
    ...networkCase,
    network: createNetwork({
      ...network,
      gains: network.gains.map((ofLayer) => (ofLayer?.every((gain) => gain === 0) ? null : ofLayer)),
    }),
  }),
};
