/** A line on how far something is. */
import { StatusLine } from "../../src/cli/shared/statusLine";

/** What is written at each of these times, in milliseconds. */
function written(isTTY: boolean, times: readonly number[]): string[] {
  const texts: string[] = [];
  let time = 0;
  const line = new StatusLine({ isTTY, write: (text) => texts.push(text) }, () => time);
  for (const at of times) {
    time = at;
    line.show(`at ${at}`);
  }
  line.end();
  return texts;
}

test("on a terminal it is overwritten, a few times a second, and gone at the end", () => {
  expect(written(true, [10, 200, 250, 399, 400])).toEqual(["\r\u001b[Kat 200", "\r\u001b[Kat 400", "\r\u001b[K"]);
});

test("elsewhere there is a new line every five seconds", () => {
  expect(written(false, [10, 4999, 5000, 9999, 10_001])).toEqual(["at 5000\n", "at 10001\n"]);
  expect(written(false, [10, 4999])).toEqual([]);
});
