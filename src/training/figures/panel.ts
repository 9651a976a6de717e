import type { Axis } from "./axis";
import { type LinePoint, runsOf } from "./linePoint";
import type { LineStyle } from "./lineStyle";
import { thinLine } from "./thinLine";

/** One line of a panel; a faint one stands behind the others. */
export interface PanelLine {
  readonly points: readonly LinePoint[];
  readonly style: LineStyle;
  readonly faint: boolean;
}

/** One panel of a figure: lines against the iteration. */
interface Panel {
  readonly label: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly lines: readonly PanelLine[];
  readonly width: number;
  readonly height: number;
}

/** As many as Plot may choose beside a panel; it takes this as a hint. */
const MOST_TICKS = 6;
const MARGINS = { marginLeft: 73, marginRight: 20, marginTop: 10, marginBottom: 46 };
const XY = { x: "x", y: "y" };
const FAINT = { strokeWidth: 0.5, strokeOpacity: 0.3 };
/** White under a strong line keeps it apart from the faint ones. */
const CASING = { stroke: "#fff", strokeWidth: 3, strokeOpacity: 0.7 };

/** The panel drawn by Observable Plot: SVG elements without the <svg> around them. */
export async function panelSvg({ label, x, y, lines, width, height }: Panel): Promise<string> {
  const [Plot, { parseHTML }] = await Promise.all([import("@observablehq/plot"), import("linkedom")]);
  const columns = width - MARGINS.marginLeft - MARGINS.marginRight;
  const thinned = lines.map((line) => ({ ...line, points: thinLine(line.points, x.domain, columns) }));
  const faint = thinned.filter((line) => line.faint);
  const strong = thinned.filter((line) => !line.faint);
  const columnWidth = (x.domain[1] - x.domain[0]) / columns;
  const ticks = y.ticks?.map(({ value }) => value) ?? MOST_TICKS;
  const element = Plot.plot({
    ...MARGINS,
    document: parseHTML("<html></html>").document,
    figure: false,
    width,
    height,
    x: { type: x.type, domain: x.domain },
    y: { type: y.type, domain: y.domain },
    marks: [
      Plot.gridY({ ticks, stroke: "#000", strokeOpacity: 0.1 }),
      Plot.frame({ stroke: "#444" }),
      Plot.axisX({ label: "iteration", labelArrow: "none", labelAnchor: "center", labelOffset: 38, ticks: xTicks(x) }),
      Plot.axisY({
        label,
        labelArrow: "none",
        labelAnchor: "center",
        labelOffset: 63,
        ticks,
        ...tickFormatOf(y),
      }),
      Plot.axisY({ ticks: y.marks, fill: "none", stroke: "#000", label: null, tickSize: 3 }),
      ...faint.map(({ points, style }) => Plot.line(points, { ...XY, ...FAINT, stroke: style.colour })),
      ...(faint.length === 0 ? [] : strong.map(({ points }) => Plot.line(points, { ...XY, ...CASING }))),
      ...strong.map(({ points, style }) => Plot.line(points, { ...XY, ...strongStroke(style) })),
      ...thinned.map(({ points, style }) =>
        Plot.dot(shortRuns(points, columnWidth), { ...XY, r: 2, fill: style.colour }),
      ),
    ],
  });
  element.querySelector("style")?.remove();
  return element.innerHTML;
}

function strongStroke({ colour, dashes }: LineStyle) {
  const solid = { stroke: colour, strokeWidth: 1.6, strokeLinecap: "butt" as const };
  return dashes === null ? solid : { ...solid, strokeDasharray: dashes };
}

/** Points between gaps so close to each other that a line would show nothing of them. */
function shortRuns(points: readonly LinePoint[], length: number): LinePoint[] {
  return runsOf(points).flatMap((run) => (run[run.length - 1].x - run[0].x < length ? run : []));
}

/** Whole iterations only. */
function xTicks({ domain: [from, to] }: Axis): number {
  return Math.max(1, Math.min(5, Math.floor(to - from)));
}

/** The axis's own texts, or Plot's; numbers too long for those are written with an exponent. */
function tickFormatOf({ ticks, domain: [from, to] }: Axis): { tickFormat?: (value: number) => string } {
  if (ticks !== null) {
    return { tickFormat: (value) => ticks.find((tick) => tick.value === value)?.text ?? "" };
  }
  if (to >= 1e-3 && to < 1e6) {
    return {};
  }
  const digits = Math.ceil(Math.log10(to / (to - from))) + 2;
  return { tickFormat: (value) => String(Number(value.toPrecision(digits))).replace("e+", "e") };
}
