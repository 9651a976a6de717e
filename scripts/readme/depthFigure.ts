import { lineStyle } from "../../src/training/figures/lineStyle";
import { svgText } from "../../src/training/figures/svgText";
import { drawnDepths, drawnTheorems, NETWORKS, ratiosAtDepth, WIDTHS } from "./ratiosByDepth";

export const depthFigureFile = "docs/figures/ratio-by-depth.svg";

const SIZE = { width: 760, height: 320 };
const PLOT = { left: 70, right: 560, top: 20, bottom: 270 };
/** The least ratio of the logarithmic axis, as a power of ten. */
const LEAST_DECADE = -4;

const x = (depth: number): number =>
  PLOT.left + ((depth - drawnDepths[0]) * (PLOT.right - PLOT.left)) / (drawnDepths.length - 1);
const y = (ratio: number): number =>
  Math.round(10 * (PLOT.top + (Math.log10(ratio) / LEAST_DECADE) * (PLOT.bottom - PLOT.top))) / 10;

/** A ratio as the figure tells it to those who point at it, and to the test. */
export function pointTitle(id: string, depth: number, ratio: number): string {
  return `<title>${id}, L = ${depth}: ${ratio.toPrecision(3)}</title>`;
}

/** The largest ratio of each theorem against the depth, as an SVG document. */
export function depthFigure(): string {
  const byDepth = drawnDepths.map(ratiosAtDepth);
  const lines = drawnTheorems.map((id, i) =>
    theoremLine(
      id,
      i,
      byDepth.map((ratios) => ratios[i]),
    ),
  );
  const caption = `the largest ratio quantity/bound among ${NETWORKS.toLocaleString("en-US")} random networks of each depth, width ${WIDTHS}`;
  const middle = (PLOT.left + PLOT.right) / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${SIZE.width}" height="${SIZE.height}" viewBox="0 0 ${SIZE.width} ${SIZE.height}" font-family="DejaVu Sans, Verdana, sans-serif" font-size="12">`,
    `<rect width="${SIZE.width}" height="${SIZE.height}" fill="#fff"/>`,
    ...ratioAxis(),
    ...drawnDepths.map((depth) => svgText(String(depth), x(depth), PLOT.bottom + 18, 'text-anchor="middle"')),
    svgText("depth L", middle, PLOT.bottom + 36, 'text-anchor="middle"'),
    svgText(caption, SIZE.width / 2, SIZE.height - 2, 'text-anchor="middle" font-size="11" fill="#444"'),
    ...lines,
    "</svg>",
    "",
  ].join("\n");
}

/** A line of the grid at each decade, and what it stands for. */
function ratioAxis(): string[] {
  return Array.from({ length: -LEAST_DECADE + 1 }, (_, i) => {
    const height = y(10 ** -i);
    const text = i === 0 ? "1, attained" : (10 ** -i).toFixed(i);
    return [
      `<line x1="${PLOT.left}" x2="${PLOT.right}" y1="${height}" y2="${height}" stroke="#ccc"/>`,
      svgText(text, PLOT.left - 8, height + 4, 'text-anchor="end" font-size="11"'),
    ].join("");
  });
}

/** A line through the ratios of a theorem, a dot at each, its name at the end. */
function theoremLine(id: string, index: number, ratios: readonly number[]): string {
  const { colour, dashes } = lineStyle(index);
  const points = ratios.map((ratio, i) => `${Math.round(x(drawnDepths[i]))},${y(ratio)}`);
  const dash = dashes === null ? "" : ` stroke-dasharray="${dashes}"`;
  const dots = ratios.map(
    (ratio, i) =>
      `<circle cx="${Math.round(x(drawnDepths[i]))}" cy="${y(ratio)}" r="3.5">${pointTitle(id, drawnDepths[i], ratio)}</circle>`,
  );
  return [
    `<g fill="${colour}">`,
    `<polyline points="${points.join(" ")}" fill="none" stroke="${colour}" stroke-width="2"${dash}/>`,
    ...dots,
    svgText(id, PLOT.right + 12, y(ratios[ratios.length - 1]) + nameShift(index)),
    "</g>",
  ].join("\n");
}

/** Names of lines that end at nearly the same place are moved apart. */
function nameShift(index: number): number {
  return [4, 0, 14, 4][index];
}
