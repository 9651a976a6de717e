/** Random expressions, a million at full depth: the interval contains the value that 200 digits find. */
import { intervals } from "../../src/arithmetic/interval/intervals";
import { quickOrFull } from "../depth";
import { mayContain, randomExpression } from "../reference/randomExpressions";
import { seededRandom } from "../reference/seededRandom";

const EXPRESSIONS = quickOrFull(15_000, 1_000_000);
const DEPTH = 5;

test("the interval of an expression contains its value", () => {
  const random = seededRandom();
  let judged = 0;
  let sharp = 0;
  for (let i = 0; i < EXPRESSIONS; i++) {
    const { interval, value, text } = randomExpression(intervals, random, DEPTH);
    if (value === null) {
      continue;
    }
    judged++;
    sharp += interval.upper - interval.lower <= 1e-12 * Math.abs(interval.lower) ? 1 : 0;
    if (!mayContain(interval, value)) {
      throw new Error(`${text()}: [${interval.lower}, ${interval.upper}] does not contain the value`);
    }
  }
  // Most have a value, and an interval that says something.
  expect(judged).toBeGreaterThan(0.7 * EXPRESSIONS);
  expect(sharp).toBeGreaterThan(0.4 * EXPRESSIONS);
});
