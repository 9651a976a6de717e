import { InputError } from "../../files/inputError";
import { arrayAt, numbersAt } from "../../files/jsonValues";

/** A matrix in row order. */
export interface Rows {
  readonly rows: number;
  readonly columns: number;
  readonly weights: Float64Array;
}

/** @throws InputError for anything but rows of equal length, one at least */
export function rowsAt(value: unknown, place: string): Rows {
  const rows = arrayAt(value, place).map((row, i) => numbersAt(row, `${place}[${i}]`));
  if (rows.length === 0) {
    throw new InputError(place, "an empty layer", "at least one row");
  }
  const columns = rows[0].length;
  const weights = new Float64Array(rows.length * columns);
  for (const [i, row] of rows.entries()) {
    if (row.length !== columns) {
      throw new InputError(`${place}[${i}]`, `${row.length} entries`, `${columns}, as in ${place}[0]`);
    }
    weights.set(row, i * columns);
  }
  return { rows: rows.length, columns, weights };
}

/** @throws InputError for rows of no entries */
export function checkColumns({ columns }: Rows, place: string): void {
  if (columns === 0) {
    throw new InputError(`${place}[0]`, "an empty row", "at least one entry");
  }
}

/** The rows as JSON has them. */
export function rowsToJson(weights: Float64Array, columns: number): number[][] {
  return Array.from({ length: weights.length / columns }, (_, i) =>
    Array.from(weights.subarray(i * columns, (i + 1) * columns)),
  );
}
