import type { DataSet } from "../../dataSets/dataSet";
import { InputError, shown } from "../../files/inputError";
import type { TrainingState } from "../trainingState";

/** What is recorded of one training step. A value that overflowed is NaN or infinite. */
export interface CurvePoint {
  readonly step: number;
  readonly loss: number;
  /** min ‖W_i^l‖₂ over layers l and rows i. */
  readonly minWeightNorm: number;
  /** ‖∇L‖² / L. */
  readonly gradientToLossRatio: number;
}

/** One training run: what was trained, how, and its points in the order of their steps. */
export interface Curve {
  readonly dataset: string;
  readonly width: number;
  readonly depth: number;
  readonly activation: string;
  readonly seed: number;
  readonly batch: number | "full";
  readonly rate: number;
  /** c of the initial weights, uniform in [-c/√m, c/√m]. */
  readonly rowRange: number;
  /** Records of the data set that the run was trained on. */
  readonly records: number;
  readonly points: readonly CurvePoint[];
}

/**
 * The curve of a traced run, from its log.
 *
 * @param log lines of JSON; those without a loss are checkpoints
 */
export function curveOfRun(
  data: Pick<DataSet, "name" | "count">,
  { network, plan }: TrainingState,
  log: string,
): Curve {
  const lines: Partial<CurvePoint>[] = log
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
  return {
    dataset: data.name,
    width: network.width,
    depth: network.depth,
    activation: network.activation.activation.name,
    seed: plan.seed,
    batch: plan.batch,
    rate: plan.rate,
    rowRange: plan.rowRange ?? Number.NaN,
    records: data.count,
    points: lines.filter((line): line is CurvePoint => line.loss !== undefined),
  };
}

/** What the CSV file keeps of a curve. */
type SavedCurve = Pick<Curve, "dataset" | "width" | "seed" | "points">;

const COLUMNS = ["dataset", "width", "seed", "step", "loss", "minWeightNorm", "gradientToLossRatio"];

/** One row for each point of each curve, each number with all digits that make it again. */
export function curvesToCsv(curves: readonly SavedCurve[]): string {
  const rows = curves.flatMap(({ dataset, width, seed, points }) => {
    if (/[",\r\n]/.test(dataset)) {
      throw new InputError("dataset", shown(dataset), "a name without commas, quotes and line breaks");
    }
    return points.map(({ step, loss, minWeightNorm, gradientToLossRatio }) =>
      [dataset, width, seed, step, loss, minWeightNorm, gradientToLossRatio].join(","),
    );
  });
  return `${[COLUMNS.join(","), ...rows].join("\n")}\n`;
}

/** The curves of a CSV file by `curvesToCsv`: rows of one data set, width and seed make one curve. */
export function curvesFromCsv(text: string): SavedCurve[] {
  const [header, ...lines] = text.trimEnd().split(/\r?\n/);
  if (header !== COLUMNS.join(",")) {
    throw new InputError("line 1", shown(header), COLUMNS.join(","));
  }
  const curves = new Map<string, SavedCurve & { points: CurvePoint[] }>();
  for (const [index, line] of lines.entries()) {
    const cells = line.split(",");
    const numbers = cells.slice(1).map(numberOf);
    if (cells.length !== COLUMNS.length || numbers.includes(null)) {
      throw new InputError(`line ${index + 2}`, shown(line), "a name and six numbers");
    }
    const [width, seed, step, loss, minWeightNorm, gradientToLossRatio] = numbers as number[];
    const key = cells.slice(0, 3).join(",");
    const curve = curves.get(key) ?? { dataset: cells[0], width, seed, points: [] };
    curves.set(key, curve);
    curve.points.push({ step, loss, minWeightNorm, gradientToLossRatio });
  }
  return [...curves.values()];
}

/** Null if the cell is not a number; `Number` alone takes an empty cell for 0. */
function numberOf(cell: string): number | null {
  if (cell === "NaN") {
    return Number.NaN;
  }
  const value = Number(cell);
  return cell.trim() === "" || Number.isNaN(value) ? null : value;
}
