import { join } from "node:path";
import { makeFolder } from "../../files/makeFolder";
import { writeWhole } from "../../files/writeWhole";
import { curvesToCsv } from "./curve";
import { drawFigure, type Figure } from "./drawFigure";

/** The files of a written figure. */
interface FigureFiles {
  readonly svg: string;
  readonly png: string;
  readonly csv: string;
}

/**
 * Writes NAME.svg, NAME.png and NAME.csv (all points, not only those drawn) into the folder, each whole or not at all.
 *
 * @throws WriteError that names the file
 */
export async function writeFigure(folder: string, name: string, figure: Figure): Promise<FigureFiles> {
  const { svg, png } = await drawFigure(figure);
  const csv = curvesToCsv(figure.curves);
  const files = {
    svg: join(folder, `${name}.svg`),
    png: join(folder, `${name}.png`),
    csv: join(folder, `${name}.csv`),
  };
  makeFolder(folder);
  writeWhole(files.svg, svg);
  writeWhole(files.png, png);
  writeWhole(files.csv, csv);
  return files;
}
