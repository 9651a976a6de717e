import type { LayerSymbols, SymbolName } from "../../verify/layerSymbols";
import { shortNumber } from "../shared/numbers";
import { tableOf } from "../shared/table";

/** As the table heads them, and what they are in the paper's network. */
const SYMBOLS: Readonly<Record<SymbolName, readonly [head: string, paper: string]>> = {
  gainNorm: ["γ = ‖g‖", "1"],
  turn: ["τ = max |g|/‖W_i‖", "1/(√m ω)"],
  atZero: ["p = ‖φ(b)‖", "√m |φ(0)|"],
  slope: ["λ = max |φ′|", "1"],
};

/**
 * What differs from the paper's network, layer by layer; and where the gains make the Lipschitz constant grow, that they do.
 *
 * @returns nothing for a network of the paper
 */
export function symbolsReport(symbols: readonly LayerSymbols[], own: readonly SymbolName[]): string[] {
  if (own.length === 0) {
    return [];
  }
  const rows = [
    ...symbols.map((layer) => [String(layer.layer), ...own.map((name) => shortNumber(layer[name]))]),
    ["paper", ...own.map((name) => SYMBOLS[name][1])],
  ];
  const columns = own.map((_, i) => i + 1);
  const table = tableOf(["layer", ...own.map((name) => SYMBOLS[name][0])], rows, columns);
  const product = shortNumber(symbols.reduce((all, { gainNorm }) => all * gainNorm, 1));
  // As printed: gains 1/√m that a file gives have a norm within rounding of 1.
  return [Number(product) > 1 ? `${table}\n${grown(product)}` : table];
}

function grown(product: string): string {
  return `γ_1 ⋯ γ_L = ${product}: the Lipschitz constant ‖v‖ γ_1 ⋯ γ_L is free of the depth for gains of norm 1, not by normalisation alone (a new PyTorch layer has γ = ‖W‖_F)`;
}
