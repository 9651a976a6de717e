import type { ComplexityRow } from "../../experiments/complexityTable";
import { threeDigits } from "../shared/numbers";
import { drawnTable, markdownSection, type TitledTable } from "../shared/titledTable";

/** How the rows were made, besides their settings. */
interface ComplexityRun {
  readonly inputDimension: number;
  readonly seed: number;
}

/** What `wnb complexity` prints for people. */
export function complexityReport(byWidth: readonly ComplexityRow[], growth: readonly ComplexityRow[]): string {
  const tables = [widthTable(byWidth), growthTable(growth)].map(drawnTable);
  return [...tables, LEGEND].join("\n\n");
}

const LEGEND = [
  "L depth, m width, n inputs, all of norm B; estimate, ± and bound are times √n/B, so that a rate of B/√n is flat",
  "estimate: from below; ±: its standard error over random signs; ratio = estimate/bound of rademacher; odd bound: of rademacher-odd, for odd φ",
].join("\n");

/**
 * docs/complexity.md: what the tables show, how they were made, and the tables.
 *
 * @returns Markdown without a newline at the end
 */
export function complexityDocument(
  byWidth: readonly ComplexityRow[],
  growth: readonly ComplexityRow[],
  { inputDimension, seed }: ComplexityRun,
): string {
  const tables = [widthTable(byWidth), growthTable(growth)].map((table) => markdownSection(table, "##"));
  return `# Rademacher complexity: free of the width

The class of all WeightNorm networks of one shape with ‖v‖ ≤ 1, on n random inputs of one norm B in dimension ${inputDimension}: how large
(1/n) E sup Σ ε_i f(x_i) is, beside the bounds of \`rademacher\` and, where φ is odd, \`rademacher-odd\` ([theory.md](theory.md), section 12).
Everything is multiplied by √n/B, so that a rate of B/√n is a constant: the bounds are then √(2 L ln 2) + 1 and 1. The supremum is
searched by projected gradient ascent, and a network attains what was found: an estimate from below. All sign vectors are averaged over for
n ≤ 8, else random ones; ± is the standard error of that mean, and an estimate may exceed its bound by it. This file was made by

    npx wnb complexity --input-dimension ${inputDimension} --seed ${seed} --markdown

${tables.join("\n\n")}

## How to read it

- **Free of the width.** The bounds do not contain m. The estimates of tanh rise with m to those of the identity, whose neurons are linear:
  a wide layer sends every neuron an input smaller by 1/√m. Those of relu, which no scale changes, stay as they are. Those of pseudohuber fall,
  as it is z²/2 for small z; its inputs are large here (B = 100), where it is nearly |z|.
- **Like 1/√n.** No column grows or falls with n beyond the standard error.
- **The depth.** The bound of \`rademacher\` grows like √L. For odd activations it need not (\`rademacher-odd\`). For the others no growth
  was found either; whether the factor is needed is open. At L = 1 it cannot be 1 for φ = |z|, where three inputs 60° apart in the plane give
  1.0387 of it.`;
}

function widthTable(rows: readonly ComplexityRow[]): TitledTable {
  return tableWith(`Width, for n = ${rows[0].records}`, "m", rows, ({ width }) => width);
}

function growthTable(rows: readonly ComplexityRow[]): TitledTable {
  return tableWith(`Depth and number of inputs, for m = ${rows[0].width}`, "n", rows, ({ records }) => records);
}

function tableWith(
  title: string,
  name: string,
  rows: readonly ComplexityRow[],
  varied: (row: ComplexityRow) => number,
): TitledTable {
  return {
    title,
    head: ["φ", "B", "L", name, "estimate", "±", "bound", "ratio", "odd bound"],
    firstNumber: 1,
    rows: rows.map((row) => [
      row.activation,
      String(row.inputNorm),
      String(row.depth),
      String(varied(row)),
      ...scaled(row),
      threeDigits(row.ratio),
      row.oddBound === null ? "–" : "1",
    ]),
  };
}

/** Estimate, standard error and bound, times √n/B. */
function scaled({ estimate, standardError, bound, records, inputNorm }: ComplexityRow): string[] {
  const unit = Math.sqrt(records) / inputNorm;
  return [estimate, standardError, bound].map((value) => threeDigits(value * unit));
}
