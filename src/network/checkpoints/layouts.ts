/**
 * How frameworks lay out the weights of a network in safetensors. `plain` is a network without normalisation, which is read on request only;
 * `wnb` is the form of docs/network-files.md.
 */
export const LAYOUTS = ["torch", "torch-legacy", "flax", "keras", "plain", "wnb"] as const;

export type Layout = (typeof LAYOUTS)[number];

/** What a user says of a checkpoint that the checkpoint does not say itself. */
export interface CheckpointOptions {
  /** Refused where the names say another; `plain` takes rows without gains too. */
  readonly layout: Layout;
  /** The names of the linear layers from the input to the output, where names and widths leave the order open. */
  readonly layers: readonly string[];
  /** Which of the outputs, from 0; all of them if none is named. */
  readonly output: number;
}
