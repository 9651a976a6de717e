/** What a status line writes to. */
interface StatusStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** On a terminal, often enough for the eye; elsewhere, so that a log shows that something goes on. */
const MILLISECONDS_BETWEEN = { terminal: 200, elsewhere: 5000 };
const CLEARED = "\r\u001b[K";

/** One line on how far something is: on a terminal it is overwritten, elsewhere there is a new one every few seconds. */
export class StatusLine {
  private shownAt: number;

  /** @param now a clock, in milliseconds */
  constructor(
    private readonly stream: StatusStream = process.stderr,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.shownAt = now();
  }

  show(text: string): void {
    const { isTTY } = this.stream;
    if (this.now() - this.shownAt >= MILLISECONDS_BETWEEN[isTTY ? "terminal" : "elsewhere"]) {
      this.shownAt = this.now();
      this.stream.write(isTTY ? `${CLEARED}${text}` : `${text}\n`);
    }
  }

  /** Takes it off the terminal. */
  end(): void {
    if (this.stream.isTTY) {
      this.stream.write(CLEARED);
    }
  }
}
