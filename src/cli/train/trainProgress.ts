import { duration } from "../shared/duration";
import { type Progress, progressBar } from "../shared/progressBar";

/** How far a training run is: a bar on a terminal, and lines that stay. */
export class TrainProgress {
  private readonly bar: Progress = progressBar("step {value}/{total}  loss {loss}  {speed} steps/s  {left} left");
  private readonly started = performance.now();

  constructor(
    private readonly steps: number,
    private readonly firstStep: number,
  ) {}

  update(step: number, loss: number): void {
    const speed = (1000 * (step - this.firstStep)) / (performance.now() - this.started);
    this.bar.show(step, this.steps, {
      loss: loss.toPrecision(4),
      speed: speed.toPrecision(3),
      left: duration((this.steps - step) / speed),
    });
  }

  /** A line that stays, above the bar. */
  above(line: string): void {
    this.bar.above(line);
  }

  stop(): void {
    this.bar.end();
  }
}
