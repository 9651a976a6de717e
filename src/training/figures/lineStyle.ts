/** How a curve is told from the others: by colour, and without colours by its dashes. */
export interface LineStyle {
  readonly colour: string;
  /** An SVG dash array, null for a solid line. */
  readonly dashes: string | null;
}

/** Okabe and Ito's colours, which stay apart for all common kinds of colour blindness. */
const COLOURS = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9"];

/** One fewer than the colours, so that thirty curves differ. */
const DASHES = [null, "7 3", "2 3", "9 3 2 3", "4 2 1 2 1 2"];

/** The style of the curve at this place in the legend. */
export function lineStyle(index: number): LineStyle {
  return { colour: COLOURS[index % COLOURS.length], dashes: DASHES[index % DASHES.length] };
}
