import type { Scales } from "../bounds/scales";
import { biasesOf } from "../network/gains";
import type { Network } from "../network/network";

/** What a layer brings into the bounds, by the symbols of docs/theory-general.md. */
export interface LayerSymbols {
  /** l, counted from 1. */
  readonly layer: number;
  /** γ_l = ‖g^l‖. */
  readonly gainNorm: number;
  /** τ_l = max |g_i|/‖W_i‖ over the rows of the layer; in the paper's network over all rows. */
  readonly turn: number;
  /** ‖φ(b^l)‖. */
  readonly atZero: number;
  /** λ with |φ′| <= λ. */
  readonly slope: number;
}

export type SymbolName = Exclude<keyof LayerSymbols, "layer">;

/** @example layerSymbols(new Evaluation({ network, input }).scales)[0].gainNorm // 1 in the paper's network */
export function layerSymbols({ layers }: Scales<number>): LayerSymbols[] {
  return layers.map(({ rows, gainNorm, atZero, slope }, l) => ({
    layer: l + 1,
    gainNorm,
    turn: rows.reduce((most, { gain, norm }) => Math.max(most, gain / norm), 0),
    atZero,
    slope,
  }));
}

/**
 * Which symbols are not those of the paper's network: γ = 1, τ = 1/(√m ω), ‖φ(b)‖ = √m |φ(shift)|, λ = 1.
 *
 * Gains and biases that a file gives count as its own, whatever their values, but for γ and λ, which are looked at.
 */
export function ownSymbols(network: Network, symbols: readonly LayerSymbols[]): SymbolName[] {
  const { gains, biases } = network;
  const hasShift = (l: number): boolean => biasesOf(network, l).every((bias) => bias === network.activation.shift);
  const isOwn: Readonly<Record<SymbolName, boolean>> = {
    gainNorm: symbols.some(({ gainNorm }) => gainNorm !== 1),
    turn: gains.some((each) => each !== null),
    atZero: biases.some((each, l) => each !== null && !hasShift(l)),
    slope: symbols.some(({ slope }) => slope !== 1),
  };
  return (Object.keys(isOwn) as SymbolName[]).filter((name) => isOwn[name]);
}
