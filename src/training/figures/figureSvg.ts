import type { Curve } from "./curve";
import { drawLegend } from "./legend";
import { svgText, wrapped } from "./svgText";

/** The parts of a figure, its panels already drawn. */
interface FigureParts {
  readonly title: string;
  readonly curves: readonly Curve[];
  /** SVG elements, each in the size of a panel. */
  readonly panels: readonly string[];
  readonly caption: string;
}

/** The room each panel has. */
export const PANEL_SIZE = { width: 450, height: 320 };

const MARGIN = 14;
const TOP = 26;
const FONTS = "DejaVu Sans, Verdana, sans-serif";
/** Distances of lines, and about the width of a character, in fonts as wide as DejaVu Sans and Verdana. */
const TITLE = { lineHeight: 18, character: 9.8 };
const CAPTION = { lineHeight: 16, character: 6.05 };

/** One SVG document: title and legend, the panels with their letters, the caption. It refers to nothing outside itself. */
export function figureSvg({ title, curves, panels, caption }: FigureParts): string {
  const width = 2 * MARGIN + panels.length * PANEL_SIZE.width;
  const legend = drawLegend(curves, width - MARGIN - 20, TOP);
  const titleLines = wrapped(title, (legend.left - 2 * MARGIN) / TITLE.character);
  const panelTop = TOP * 2 + (titleLines.length - 1) * TITLE.lineHeight;
  const captionTop = panelTop + PANEL_SIZE.height + 24;
  const captionLines = wrapped(caption, (width - 2 * MARGIN) / CAPTION.character);
  const height = captionTop + (captionLines.length - 1) * CAPTION.lineHeight + MARGIN;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"`,
    `  font-family="${FONTS}" fill="#000" color="#000">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    '<g aria-label="title" font-size="14" font-weight="bold">',
    ...titleLines.map((line, i) => svgText(line, MARGIN, TOP + i * TITLE.lineHeight)),
    "</g>",
    legend.svg,
    ...panels.map((panel, i) => panelGroup(panel, i, panelTop)),
    '<g aria-label="caption" font-size="11">',
    ...captionLines.map((line, i) => svgText(line, MARGIN, captionTop + i * CAPTION.lineHeight)),
    "</g>",
    "</svg>",
    "",
  ].join("\n");
}

function panelGroup(panel: string, index: number, top: number): string {
  const letter = `(${String.fromCharCode("a".charCodeAt(0) + index)})`;
  const x = MARGIN + index * PANEL_SIZE.width;
  return [
    `<g aria-label="panel ${letter}" transform="translate(${x},${top})" font-size="11" text-anchor="middle">`,
    svgText(letter, 16, 4, 'font-size="13" font-weight="bold"'),
    panel,
    "</g>",
  ].join("\n");
}
