import { InputError } from "../../files/inputError";
import { writeWhole } from "../../files/writeWhole";
import { drawnNetwork, drawnNetworkText } from "../shared/drawnNetwork";
import { type RangeOptions, rangesOf } from "../shared/rangeOptions";
import { registry } from "../shared/registry";

/** What `wnb show` is asked for. */
export interface ShowOptions extends RangeOptions {
  readonly seed: number;
  readonly network: number;
  readonly theorem?: string;
  readonly out?: string;
}

/**
 * Writes a network of a run.
 *
 * @throws InputError for a network that a theorem says nothing of; WriteError if the file cannot be written
 */
export function show({ seed, network, theorem: id, out, ...ranges }: ShowOptions): void {
  const theorem = id === undefined ? null : registry().theorem(id);
  const drawn = { seed, network, ranges: rangesOf(ranges), theorem };
  const networkCase = drawnNetwork(drawn);
  if (networkCase === null) {
    throw new InputError(
      "--network",
      `${network}, which cannot meet the assumptions of ${id}`,
      "another, or no --theorem",
    );
  }
  const text = drawnNetworkText(drawn, networkCase);
  if (out === undefined) {
    process.stdout.write(text);
  } else {
    writeWhole(out, text);
  }
}
