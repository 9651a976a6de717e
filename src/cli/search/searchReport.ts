import { FREE } from "../../search/searchPoint";
import { colouredVerdict } from "../shared/colour";
import { shortNumber, shortRatio } from "../shared/numbers";
import { loadFlags } from "../shared/registry";
import { shellWord } from "../shared/shellWord";
import { tableOf } from "../shared/table";
import type { SearchOutcome } from "./searchOutcome";

/** What `wnb search` prints: the nearest network of each activation, the nearest first. */
export function searchReport({ theorem, options, results, file, interrupted }: SearchOutcome): string {
  const { depth, width, inputDimension = width, seed } = options;
  const sorted = [...results].sort((a, b) => (b.nearest?.result.ratio ?? 0) - (a.nearest?.result.ratio ?? 0));
  const rows = sorted.map(({ activation, found: { starts, agreeing }, nearest, seconds }) => [
    activation,
    shortRatio(nearest?.result.ratio ?? null),
    shortNumber(nearest?.result.quantity ?? null),
    shortNumber(nearest?.result.bound ?? null),
    nearest === null ? "none found" : colouredVerdict(nearest.verdict),
    `${agreeing} of ${starts}`,
    `${seconds.toFixed(1)} s`,
  ]);
  const scales = FREE.map((name) => {
    const given = options[name]?.text ?? (name === "shift" ? "0" : "free");
    return `${NAMES[name]} ${given}`;
  });
  return [
    `${theorem.id}: depth ${depth}, width ${width}, input dimension ${inputDimension}; ${scales.join(", ")}; seed ${seed}`,
    tableOf(
      ["activation", "ratio", "quantity", "bound", "verdict", "starts that agree", "time"],
      rows,
      [1, 2, 3, 5, 6],
    ),
    "the largest ratio quantity/bound that was found, not the largest there is: where most starts agree, it hardly is larger",
    ...(interrupted ? ["interrupted: the best so far"] : []),
    ...(file === null
      ? []
      : [
          `saved: ${file}\n  npx wnb measure${loadFlags()} ${shellWord(file)}\n  npx wnb replay${loadFlags()} ${shellWord(file)}`,
        ]),
  ].join("\n\n");
}

const NAMES = { rowNorm: "row norm", inputNorm: "input norm", outputNorm: "output norm", shift: "shift" } as const;
