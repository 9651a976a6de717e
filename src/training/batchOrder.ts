import { pseudoRandom } from "../arithmetic/pseudoRandom";

/** Multiplier that sends neighbouring epochs to distant seeds: 2³²/golden ratio. */
const EPOCH_STRIDE = 0x9e3779b9;

/**
 * Which records each mini-batch holds.
 *
 * Every epoch visits all records once, in an order of its own; the epochs follow each other without a gap, so every batch
 * is whole, and one may end an epoch and begin the next. The batch of a step depends on seed and step alone: a resumed run
 * needs no other state.
 */
export class BatchOrder {
  private epoch = -1;
  private order = new Uint32Array(0);

  constructor(
    private readonly records: number,
    private readonly batch: number,
    private readonly seed: number,
  ) {}

  /** The `batch` record numbers of step k = 0, 1, … */
  recordsOf(step: number): Uint32Array {
    const chosen = new Uint32Array(this.batch);
    for (let i = 0; i < this.batch; i++) {
      const position = step * this.batch + i;
      const epoch = Math.floor(position / this.records);
      if (epoch !== this.epoch) {
        this.shuffle(epoch);
      }
      chosen[i] = this.order[position - epoch * this.records];
    }
    return chosen;
  }

  /** Fisher and Yates. */
  private shuffle(epoch: number): void {
    const uniform = pseudoRandom(this.seed ^ Math.imul(epoch + 1, EPOCH_STRIDE));
    const order = Uint32Array.from({ length: this.records }, (_, i) => i);
    for (let i = this.records - 1; i > 0; i--) {
      const j = Math.floor(uniform() * (i + 1));
      const held = order[i];
      order[i] = order[j];
      order[j] = held;
    }
    this.order = order;
    this.epoch = epoch;
  }
}
