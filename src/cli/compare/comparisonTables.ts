import type { ComparisonRow } from "../../experiments/compareNormalisation";
import { threeDigits } from "../shared/numbers";
import type { TitledTable } from "../shared/titledTable";

interface Column {
  readonly head: string;
  readonly value: (row: ComparisonRow) => number | null;
}

const columns: readonly Column[] = [
  { head: "plain ‖∇ₓf‖", value: ({ plain }) => plain.inputGradientNorm },
  { head: "‖v‖Πs‖Wˡ‖", value: ({ plain }) => plain.lipschitzBound },
  { head: "WN ‖∇ₓf‖", value: ({ weightNorm }) => weightNorm.inputGradientNorm },
  { head: "‖v‖", value: ({ weightNorm }) => weightNorm.lipschitzBound },
  { head: "plain ‖∇f‖", value: ({ plain }) => plain.parameterGradientNorm },
  { head: "WN ‖∇f‖", value: ({ weightNorm }) => weightNorm.parameterGradientNorm },
  { head: "ϱ", value: ({ weightNorm }) => weightNorm.parameterGradientBound },
  { head: "plain ‖Hess f‖", value: ({ plain }) => plain.hessianSpectralNorm },
  { head: "WN ‖Hess f‖", value: ({ weightNorm }) => weightNorm.hessianSpectralNorm },
  { head: "c_H", value: ({ weightNorm }) => weightNorm.hessianBound },
];

/** The greatest depth of every kind of weights, and the factor by which ‖∇_x f‖ grew with each layer up to it. */
export function deepestTable(rows: readonly ComparisonRow[]): TitledTable {
  const kinds = kindsOf(rows);
  const { depth } = kinds[0][kinds[0].length - 1];
  const growth = (kind: readonly ComparisonRow[], of: (row: ComparisonRow) => number | null): string => {
    const [first, last] = [kind[0], kind[kind.length - 1]];
    const [before, after] = [of(first), of(last)];
    return last.depth === first.depth || before === null || after === null
      ? "–"
      : threeDigits((after / before) ** (1 / (last.depth - first.depth)));
  };
  return {
    title: `Depth ${depth}`,
    head: ["activation", "rows", "row norm", "plain, per layer", "WN, per layer", ...columns.map(({ head }) => head)],
    firstNumber: 2,
    rows: kinds.map((kind) => {
      const last = kind[kind.length - 1];
      return [
        last.activation,
        last.rows,
        threeDigits(last.rowNorm),
        growth(kind, ({ plain }) => plain.inputGradientNorm),
        growth(kind, ({ weightNorm }) => weightNorm.inputGradientNorm),
        ...columns.map(({ value }) => threeDigits(value(last))),
      ];
    }),
  };
}

/** One table for each kind of weights, one row for each depth. */
export function depthTables(rows: readonly ComparisonRow[]): TitledTable[] {
  return kindsOf(rows).map((kind) => {
    const { activation, rows: directions, stretch, rowNorm } = kind[0];
    return {
      title: `${activation}, ${directions} rows of norm ${threeDigits(rowNorm)}: a plain layer × ${stretch}`,
      head: ["L", ...columns.map(({ head }) => head)],
      firstNumber: 0,
      rows: kind.map((row) => [String(row.depth), ...columns.map(({ value }) => threeDigits(value(row)))]),
    };
  });
}

/** The rows by kind of weights, each kind from the least depth on. */
function kindsOf(rows: readonly ComparisonRow[]): ComparisonRow[][] {
  const kinds = new Map<string, ComparisonRow[]>();
  for (const row of rows) {
    const name = `${row.activation} ${row.rows} ${row.stretch}`;
    kinds.set(name, [...(kinds.get(name) ?? []), row]);
  }
  return [...kinds.values()];
}
