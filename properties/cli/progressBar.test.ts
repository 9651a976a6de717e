/** A bar on a terminal leaves what is printed above it whole, and then goes. */
import { Writable } from "node:stream";
import { type BarStream, progressBar } from "../../src/cli/shared/progressBar";

const SAVED = "\u001b7";
const RESTORED = "\u001b8";
const UNWRAPPED = "\u001b[?7l";
const WRAPPED = "\u001b[?7h";

function terminal(isTTY: boolean): { readonly stream: BarStream; readonly written: () => string } {
  const parts: string[] = [];
  const stream = new Writable({
    write(chunk, _encoding, done) {
      parts.push(String(chunk));
      done();
    },
  });
  return { stream: Object.assign(stream, { isTTY, columns: 80 }), written: () => parts.join("") };
}

function run(isTTY: boolean): string {
  const { stream, written } = terminal(isTTY);
  const progress = progressBar("{value}/{total} steps", stream);
  progress.above("before");
  progress.show(1, 3);
  progress.above("first");
  progress.show(2, 3);
  progress.above("second");
  progress.end();
  return written();
}

test("the cursor never returns to above a line that was printed, and such lines may wrap", () => {
  const text = run(true);
  const bars = text.split(SAVED).slice(1);
  expect(bars.length).toBe(3);
  for (const bar of bars) {
    const [drawn, after] = bar.split(RESTORED);
    expect(drawn).toContain("steps");
    expect(drawn).not.toContain("\n");
    expect(after).not.toContain("steps");
  }
  for (const line of ["before", "first", "second"]) {
    const before = text.slice(0, text.indexOf(`${line}\n`));
    expect(before.lastIndexOf(WRAPPED)).toBeGreaterThanOrEqual(before.lastIndexOf(UNWRAPPED));
  }
});

test("elsewhere only the lines are printed", () => {
  expect(run(false)).toBe("before\nfirst\nsecond\n");
});

test("lines that are longer than the terminal break between words", () => {
  const { stream, written } = terminal(true);
  progressBar("", stream).above("word ".repeat(40).trim());
  const lines = written().trimEnd().split("\n");
  expect(lines.length).toBe(3);
  expect(lines.every((line) => line.length <= 80 && line.endsWith("word"))).toBe(true);
});
