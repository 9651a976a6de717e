import { Presets, SingleBar } from "cli-progress";

/** Often enough for the eye, seldom enough for the run. */
const UPDATES_PER_SECOND = 4;

/** The bar of a training run, on a terminal only; lines printed above it go to stderr either way. */
export class TrainProgress {
  private readonly bar: SingleBar | null;
  private readonly started = performance.now();
  private shown = 0;

  constructor(
    private readonly steps: number,
    private readonly firstStep: number,
  ) {
    this.bar = process.stderr.isTTY
      ? new SingleBar(
          {
            format: "{bar} step {value}/{total}  loss {loss}  {speed} steps/s  {left} left",
            stream: process.stderr,
            hideCursor: true,
            fps: UPDATES_PER_SECOND,
          },
          Presets.shades_classic,
        )
      : null;
    this.bar?.start(steps, firstStep, { loss: "–", speed: "–", left: "–" });
  }

  update(step: number, loss: number): void {
    const now = performance.now();
    if (this.bar === null || now - this.shown < 1000 / UPDATES_PER_SECOND) {
      return;
    }
    this.shown = now;
    const speed = (1000 * (step - this.firstStep)) / (now - this.started);
    this.bar.update(step, {
      loss: loss.toPrecision(4),
      speed: speed.toPrecision(3),
      left: duration((this.steps - step) / speed),
    });
  }

  /** A line that stays, above the bar. */
  above(line: string): void {
    if (this.bar !== null) {
      process.stderr.write("\r\u001b[K");
    }
    process.stderr.write(`${line}\n`);
  }

  stop(): void {
    this.bar?.stop();
  }
}

function duration(seconds: number): string {
  const whole = Math.round(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}
