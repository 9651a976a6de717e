import { Presets, SingleBar } from "cli-progress";

/** Progress on standard error. */
interface Progress {
  /** @param words what the format names beside value, total, percentage and eta */
  show(value: number, total: number, words?: Readonly<Record<string, string | number>>): void;
  /** A line that stays, above the bar. */
  above(line: string): void;
  end(): void;
}

/** A bar, on a terminal only: else nothing is shown. */
export function progressBar(format: string): Progress {
  if (!process.stderr.isTTY) {
    return { show: () => {}, above: (line) => console.error(line), end: () => {} };
  }
  const options = { format: `{bar} {percentage}%  ${format}`, stream: process.stderr, hideCursor: true };
  const bar = new SingleBar(options, Presets.shades_classic);
  let started = false;
  return {
    show(value, total, words = {}) {
      if (!started) {
        bar.start(total, 0, words);
        started = true;
      }
      bar.update(value, words);
    },
    above: (line) => console.error(`\r\u001b[K${line}`),
    end: () => bar.stop(),
  };
}
