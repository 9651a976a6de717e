import { type Axis, linearAxis, logAxis, stepAxis } from "./axis";
import { captionOf } from "./caption";
import type { Curve } from "./curve";
import { figureSvg, PANEL_SIZE } from "./figureSvg";
import { lineOfCurve, requireDrawable } from "./lineOfCurve";
import type { LinePoint } from "./linePoint";
import { lineStyle } from "./lineStyle";
import { type PanelLine, panelSvg } from "./panel";
import { pngOfSvg } from "./pngOfSvg";
import { runningMedian } from "./runningMedian";

/** Training curves to draw together, one for each width. */
export interface Figure {
  readonly title: string;
  readonly curves: readonly Curve[];
}

/** A drawn figure, as a document of its own and as pixels. */
interface DrawnFigure {
  readonly svg: string;
  readonly png: Uint8Array;
}

/** Two panels side by side against the iteration: (a) the least row norm, (b) the squared gradient norm over the loss. */
export async function drawFigure({ title, curves }: Figure): Promise<DrawnFigure> {
  requireDrawable(curves);
  const norms = curves.map((curve) => lineOfCurve(curve, ({ minWeightNorm }) => minWeightNorm));
  const ratios = curves.map((curve) => lineOfCurve(curve, ({ gradientToLossRatio }) => gradientToLossRatio));
  // A logarithmic axis has no place for 0.
  const positive = ratios.map((line) => line.map(({ x, y }) => ({ x, y: y > 0 ? y : Number.NaN })));
  const window = medianWindow(curves);
  const panel = (label: string, y: Axis, lines: readonly PanelLine[]): Promise<string> =>
    panelSvg({ ...PANEL_SIZE, label, x: stepAxis(norms.flat().map(({ x }) => x)), y, lines });
  const medians = window === null ? [] : positive.map((line) => smoothed(line, window));
  const panels = [
    await panel("min row norm ω", linearAxis(ordinates(norms)), styled(norms, false)),
    await panel("‖∇L‖² / L", logAxis(ordinates(positive)), [
      ...styled(positive, window !== null),
      ...styled(medians, false),
    ]),
  ];
  const count = (wanted: (norm: number, ratio: number) => boolean): number =>
    norms.flatMap((line, i) => line.filter(({ y }, j) => wanted(y, ratios[i][j].y))).length;
  const caption = captionOf(curves, {
    window,
    nonPositive: count((_, ratio) => ratio <= 0),
    notFinite: count((norm, ratio) => Number.isNaN(norm) || Number.isNaN(ratio)),
  });
  const svg = figureSvg({ title, curves, panels, caption });
  return { svg, png: await pngOfSvg(svg) };
}

function styled(lines: readonly (readonly LinePoint[])[], faint: boolean): PanelLine[] {
  return lines.map((points, i) => ({ points, style: lineStyle(i), faint }));
}

function ordinates(lines: readonly (readonly LinePoint[])[]): number[] {
  return lines.flatMap((line) => line.map(({ y }) => y));
}

/** With fewer points the curve itself is readable. */
const POINTS_WORTH_A_MEDIAN = 100;
/** Of the shortest curve: parts as long as the median's window. */
const WINDOWS = 32;

/** The odd window of the median; null where there is no mini-batch noise to smooth, or too little of it. */
function medianWindow(curves: readonly Curve[]): number | null {
  const shortest = Math.min(...curves.map(({ points }) => points.length));
  const noisy = curves.some(({ batch }) => batch !== "full");
  return noisy && shortest >= POINTS_WORTH_A_MEDIAN ? 2 * Math.floor(shortest / WINDOWS / 2) + 1 : null;
}

/** An eighth of its window is as far as a median's values tell anything new; more of them would blur its dashes. */
function smoothed(line: readonly LinePoint[], window: number): LinePoint[] {
  const stride = Math.ceil(window / 8);
  return runningMedian(line, window).filter(({ y }, i) => i % stride === 0 || Number.isNaN(y));
}
