import { Presets, SingleBar } from "cli-progress";
import type { Progress } from "../tightness/tightenCells";

/** Progress over the cells on standard error: a bar on a terminal, else nothing. */
export function tighteningProgress(): { readonly show: (progress: Progress) => void; readonly end: () => void } {
  if (!process.stderr.isTTY) {
    return { show: () => {}, end: () => {} };
  }
  const format = "{bar} {percentage}%  {value}/{total} cells, {found} tighter  {theorem}  {eta_formatted} left";
  const bar = new SingleBar({ format, stream: process.stderr, hideCursor: true }, Presets.shades_classic);
  let started = false;
  return {
    show: ({ done, total, found, theorem }) => {
      if (!started) {
        bar.start(total, 0, { found, theorem });
        started = true;
      }
      bar.update(done, { found, theorem });
    },
    end: () => bar.stop(),
  };
}
