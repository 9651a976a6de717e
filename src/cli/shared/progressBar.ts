import { Presets, SingleBar } from "cli-progress";
import { fittedLines } from "./fittedLines";
import { terminalWidth } from "./terminalWidth";

/** Progress on standard error. */
export interface Progress {
  /** @param words what the format names besides value, total, percentage and eta */
  show(value: number, total: number, words?: Readonly<Record<string, string | number>>): void;
  /** A line that stays, above the bar. */
  above(line: string): void;
  /** Takes the bar off the terminal. */
  end(): void;
}

/** What a bar is drawn on. */
export type BarStream = NodeJS.WritableStream & { readonly isTTY?: boolean; readonly columns?: number };

/** Often enough for the eye, seldom enough for the work. */
const UPDATES_PER_SECOND = 4;

/**
 * A bar, on a terminal only: else nothing is shown but the lines above it.
 *
 * @param format of cli-progress, without the bar itself
 * @example const progress = progressBar("{value}/{total} networks"); progress.show(3, 10); progress.end();
 */
export function progressBar(format: string, stream: BarStream = process.stderr): Progress {
  const say = (text: string): void => {
    stream.write(`${fittedLines(text, terminalWidth(stream))}\n`);
  };
  if (!stream.isTTY) {
    return { show: () => {}, above: say, end: () => {} };
  }
  const bar = new SingleBar(
    {
      format: `{bar} {percentage}%  ${format}`,
      stream,
      hideCursor: true,
      clearOnComplete: true,
      fps: UPDATES_PER_SECOND,
    },
    Presets.shades_classic,
  );
  type Shown = Required<Parameters<Progress["show"]>>;
  let shown: Shown | null = null;
  const start = ([value, total, words]: Shown): void => bar.start(total, value, words);
  return {
    show(value, total, words = {}) {
      const isUp = shown !== null;
      shown = [value, total, words];
      if (isUp) {
        bar.update(value, words);
      } else {
        start(shown);
      }
    },
    above(line) {
      // While it is up, the bar cuts lines at the edge; when it goes, the cursor returns to where it began.
      bar.stop();
      say(line);
      if (shown !== null) {
        start(shown);
      }
    },
    end() {
      bar.stop();
      shown = null;
    },
  };
}
