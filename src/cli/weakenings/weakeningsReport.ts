import { networkToJson } from "../../network/formats/networkJson";
import { cellName } from "../../records/cells";
import { type WeakeningEntry, weakenedRatio } from "../../weakenings/weakeningEntry";
import { killRate } from "../../weakenings/weakeningFile";
import { shortRatio } from "../shared/numbers";
import { registry } from "../shared/registry";
import { tableOf } from "../shared/table";
import type { WeakeningsOutcome } from "./weakeningsOutcome";

/** One row for each statement, how many were found to be false, and what is no longer as recorded. */
export function weakeningsReport({ entries, changes, interruption }: WeakeningsOutcome): string {
  const rows = entries.map((entry) => [
    entry.theorem,
    weakenedWhat(entry),
    entry.verdict,
    ratioText(entry),
    cellOf(entry),
  ]);
  const { confirmed, statements } = killRate(entries);
  return [
    tableOf(["theorem", "weakened", "verdict", "ratio", "on a network of"], rows, [3]),
    "",
    `${interruption !== null ? "Interrupted: " : ""}${confirmed} of ${statements} weakened statements have a confirmed counterexample; slack: none was found, and the ratio is the largest (docs/weakenings.md)`,
    ...changes.map(({ name, change }) => `${name}: ${change}`),
    ...(changes.length === 0 ? [] : ["if this is meant: npm run weakenings:update"]),
  ].join("\n");
}

/** What `wnb weakenings --json` prints. */
export function weakeningsJson({ entries, changes, interruption }: WeakeningsOutcome): unknown {
  return {
    format: "weightnorm-weakenings-report/1",
    interrupted: interruption !== null,
    ...killRate(entries),
    weakenings: entries.map((entry) => {
      const { theorem, weakening, without, verdict, quantity, bound, networkCase } = entry;
      const ratio = weakenedRatio(entry);
      return {
        theorem,
        weakening,
        ...(without === undefined ? {} : { without }),
        verdict,
        quantity,
        bound,
        ratio: Number.isFinite(ratio) ? ratio : null,
        case: networkToJson(networkCase),
      };
    }),
    changes,
  };
}

/** A bound of 0 is exceeded by any factor. */
export function ratioText(entry: WeakeningEntry): string {
  const ratio = registry().theorem(entry.theorem).ratio === "none" ? null : weakenedRatio(entry);
  return ratio === Number.POSITIVE_INFINITY
    ? "∞"
    : ratio !== null && ratio >= 1e4
      ? ratio.toExponential(1)
      : shortRatio(ratio);
}

export function cellOf({ networkCase: { network, data, parameters } }: WeakeningEntry): string {
  const { depth, width, activation } = network;
  const records = data === undefined ? "" : ` n=${data.batch.inputs.length}`;
  const trained = parameters === "all" ? ", all trained" : "";
  return `${cellName({ depth, width, activation: activation.activation.name })}${records}${trained}`;
}

/** @example weakenedWhat({ …, weakening: { layer: 0.5 } }) // "layer halved" */
export function weakenedWhat({ weakening, without }: WeakeningEntry): string {
  const changed = Object.entries(weakening).map(([name, factor]) => `${name} ${factorText(factor)}`);
  return without === undefined ? changed.join(", ") : `without ${without}`;
}

/** @example factorText(0.5) // "halved" */
export function factorText(factor: number): string {
  return factor === 0 ? "dropped" : factor === 0.5 ? "halved" : `times ${factor.toPrecision(4)}`;
}
