import type { Assumption } from "./assumptions";

/** Products of matrices of more rows than this take seconds, enclosed. */
const MOST_ROWS = 256;

export const fewRows: Assumption = {
  name: "few rows",
  statement: `at most ${MOST_ROWS} rows in every layer`,
  holds: ({ network }) => network.width <= MOST_ROWS,
  enforce: () => null,
};
