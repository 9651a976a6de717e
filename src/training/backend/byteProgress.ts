import { Transform } from "node:stream";
import { Presets, SingleBar } from "cli-progress";

/** Runs a task that passes bytes through `counted()` streams, with a bar on standard error if that is a terminal. */
export async function withByteProgress<T>(
  totalBytes: number,
  task: (counted: () => Transform) => Promise<T>,
): Promise<T> {
  const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
  const bar = process.stderr.isTTY
    ? new SingleBar(
        { format: "  {bar} {percentage}%  {value}/{total} MB", stream: process.stderr, hideCursor: true },
        Presets.shades_classic,
      )
    : null;
  let bytes = 0;
  const counted = (): Transform =>
    new Transform({
      transform(chunk: Buffer, _, done) {
        bytes += chunk.length;
        bar?.update(megabytes(bytes));
        done(null, chunk);
      },
    });
  bar?.start(megabytes(totalBytes), 0);
  try {
    return await task(counted);
  } finally {
    bar?.stop();
  }
}
