import type { Curve } from "./curve";

/** What the drawing adds to the facts of the curves. */
interface DrawingFacts {
  /** Points in the window of the running median; null if none is drawn. */
  readonly window: number | null;
  /** Ratios that a logarithmic axis cannot show: 0, or below. */
  readonly nonPositive: number;
  /** Points with a value that is NaN or infinite. */
  readonly notFinite: number;
}

/** Everything needed to repeat the runs, and what the lines mean. A fact that differs between curves is given for each. */
export function captionOf(curves: readonly Curve[], drawing: DrawingFacts): string {
  const fact = (text: (curve: Curve) => string): string => sharedOrEach(curves, text);
  const facts = [
    `${fact(({ dataset }) => dataset)}, ${fact(({ records }) => counted(records, "record"))}`,
    `WeightNorm networks of depth ${fact(({ depth }) => grouped(depth))}, ${fact(({ activation }) => activation)}`,
    `${curves.length === 1 ? "width" : "widths"} ${curves.map(({ width }) => width).join(", ")}`,
    `initial weights uniform in ${fact(({ rowRange }) => `[−${rowRange}/√m, ${rowRange}/√m]`)}`,
    `seed ${fact(({ seed }) => String(seed))}`,
    fact(({ batch }) => (batch === "full" ? "full batch" : `batch ${grouped(batch)}`)),
    `learning rate ${fact(({ rate }) => String(rate))}`,
    // The point of step k is taken before update k + 1, so the last one belongs to the last step.
    fact(({ points }) => counted((points.at(-1)?.step ?? -1) + 1, "step")),
  ];
  return `${facts.join("; ")}. (a) ω = min ‖Wᵢˡ‖₂ over layers l and rows i. (b) Squared gradient norm over loss${describeLines(drawing)}`;
}

function describeLines({ window, nonPositive, notFinite }: DrawingFacts): string {
  const lines =
    window === null ? ", at each step." : `; faint: at each step, strong: running median over ${window} points.`;
  const zeros = nonPositive === 0 ? "" : ` Not drawn: ${counted(nonPositive, "ratio")} not above 0.`;
  const gaps = notFinite === 0 ? "" : ` Gaps: ${counted(notFinite, "point")} not finite.`;
  return `${lines}${zeros}${gaps}`;
}

function sharedOrEach(curves: readonly Curve[], text: (curve: Curve) => string): string {
  const texts = curves.map(text);
  return new Set(texts).size === 1
    ? texts[0]
    : texts.map((each, i) => `${each} (m\u00a0=\u00a0${curves[i].width})`).join(", ");
}

function counted(count: number, name: string): string {
  return `${grouped(count)} ${name}${count === 1 ? "" : "s"}`;
}

function grouped(value: number): string {
  return value.toLocaleString("en-US");
}
