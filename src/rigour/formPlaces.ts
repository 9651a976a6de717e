import type { NetworkCase } from "../network/networkCase";
import { normalisedRows } from "./normalisedLayers";

/** The coordinates of one layer's rows: the turns q of all, then where they are differentiated the gains and the biases; or those of v. */
export interface FormBlock {
  readonly begin: number;
  readonly rows: number;
  /** As many as rows, or three times as many. */
  readonly size: number;
}

/** Where the coordinates of a condensed form stand: those of one layer's rows after the other, then v where the output is plain. */
export interface FormPlaces {
  /** Of each layer whose rows turn, then of v: L + 1 blocks, as an output is either plain or turns. */
  readonly blocks: readonly FormBlock[];
  /** Where v begins; all coordinates of rows stand before. */
  readonly ofRows: number;
  /** All coordinates: (L+1) m for the paper's networks. */
  readonly size: number;
}

/**
 * The places of a case's condensed form. What f is linear in and nothing else meets, c of a plain output, has none.
 *
 * @example formPlaces({ network, input }).size
 */
export function formPlaces({ network, parameters }: NetworkCase): FormPlaces {
  const ofRow = parameters === "all" ? 3 : 1;
  let end = 0;
  const blockOf = (rows: number, size: number): FormBlock => {
    end += size;
    return { begin: end - size, rows, size };
  };
  const blocks = normalisedRows(network).map((rows) => blockOf(rows, ofRow * rows));
  const ofRows = end;
  if (network.outputGain === null) {
    blocks.push(blockOf(network.output.length, network.output.length));
  }
  return { blocks, ofRows, size: end };
}
