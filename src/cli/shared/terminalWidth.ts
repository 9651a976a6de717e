/** What is as wide as it says. */
interface Screen {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What a terminal has that does not say how wide it is. */
const USUAL_WIDTH = 80;

/**
 * How many characters fit a line of a stream, standard output unless another is given: null where it is no terminal, as nothing has to fit there.
 *
 * @param environment COLUMNS counts where the terminal has no size, as in some consoles of editors and CI
 * @example terminalWidth({ isTTY: true, columns: 0 }, { COLUMNS: "100" }) // 100
 */
export function terminalWidth(
  { isTTY, columns }: Screen = process.stdout,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): number | null {
  if (isTTY !== true) {
    return null;
  }
  return columns || Number(environment["COLUMNS"]) || USUAL_WIDTH;
}
