import type { Curve } from "./curve";
import { lineStyle } from "./lineStyle";
import { svgText } from "./svgText";

const SAMPLE = 34;
const GAP = 8;
/** About the width of a character at the size of the legend; DejaVu Sans and Verdana are wide. */
const CHARACTER = 7.5;

/** A drawn legend, and where it begins. */
interface Legend {
  readonly svg: string;
  readonly left: number;
}

/** The legend's entries in one row that ends at `right`: a piece of each line, and its width. */
export function drawLegend(curves: readonly Curve[], right: number, baseline: number): Legend {
  const names = curves.map((curve) => curveName(curve, curves));
  const widths = names.map((name) => SAMPLE + GAP + name.length * CHARACTER + 2 * GAP);
  const left = right - widths.reduce((sum, width) => sum + width, 0) + 2 * GAP;
  let x = left;
  const entries = names.map((name, i) => {
    const { colour, dashes } = lineStyle(i);
    const dash = dashes === null ? "" : ` stroke-dasharray="${dashes}"`;
    const y = baseline - 4;
    const sample = `<line x1="${x}" x2="${x + SAMPLE}" y1="${y}" y2="${y}" stroke="${colour}" stroke-width="2"${dash}/>`;
    const text = svgText(name, x + SAMPLE + GAP, baseline);
    x += widths[i];
    return sample + text;
  });
  return { svg: `<g aria-label="legend" font-size="12">${entries.join("")}</g>`, left };
}

/** The width, and the seed where another curve has the same width. */
function curveName({ width, seed }: Curve, curves: readonly Curve[]): string {
  const alone = curves.filter((other) => other.width === width).length === 1;
  return alone ? `m = ${width}` : `m = ${width}, seed ${seed}`;
}
