import type { Network } from "../network/network";
import { normalisedRows } from "./normalisedLayers";

/** Where the coordinates of a condensed form stand: the turns of one layer after the other, then v where the output is plain. */
export interface FormPlaces {
  /** For each layer whose rows turn, and for v: where its coordinates begin, and how many there are. */
  readonly blocks: readonly { readonly begin: number; readonly size: number }[];
  /** Where v begins, as many as there are turns. */
  readonly turns: number;
  /** All coordinates: (L+1) m for the paper's networks. */
  readonly size: number;
}

/**
 * The places of a network's condensed form, in L + 1 blocks: as many as θ has, as an output is either plain or turns.
 *
 * @example formPlaces(network).size
 */
export function formPlaces(network: Network): FormPlaces {
  const rows = normalisedRows(network);
  const sizes = network.outputGain === null ? [...rows, network.output.length] : rows;
  let end = 0;
  const blocks = sizes.map((size) => {
    end += size;
    return { begin: end - size, size };
  });
  return { blocks, turns: rows.reduce((sum, count) => sum + count, 0), size: end };
}
