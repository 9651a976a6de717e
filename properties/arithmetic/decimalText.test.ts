/** Decimal texts as the real numbers that they are. */
import fc from "fast-check";
import { decimalFrom, exactFloat64, floatsAround } from "../../src/arithmetic/decimalText";
import { nextDown, nextUp } from "../../src/arithmetic/rounding/nextFloat";

const around = (text: string) => {
  const decimal = decimalFrom(text);
  return decimal && floatsAround(decimal);
};

test.each([
  ["1.5", 1.5, 1.5],
  ["0.1", nextDown(0.1), 0.1],
  ["0.1000000000000000055511151231257827021181583404541015625", 0.1, 0.1],
  ["0.10000000000000000555111512312578270211815834045410156251", 0.1, nextUp(0.1)],
  ["1.41421356237309504880", Math.SQRT2 - 2 ** -52, Math.SQRT2],
  ["-1e-400", -5e-324, 0],
  ["1e-400", 0, 5e-324],
  ["0e-400", 0, 0],
  ["-0", 0, 0],
  ["1e400", Number.MAX_VALUE, Number.POSITIVE_INFINITY],
  ["-1e400", Number.NEGATIVE_INFINITY, -Number.MAX_VALUE],
  ["+.5E+0", 0.5, 0.5],
  [" 3400000000000 ", 3.4e12, 3.4e12],
  ["9007199254740993", 9007199254740992, 9007199254740994],
  ["1e1000000", Number.MAX_VALUE, Number.POSITIVE_INFINITY],
])("%s lies between its floats", (text, lower, upper) => {
  const found = around(text);
  expect([found?.lower, found?.upper]).toEqual([lower, upper]);
});

test.each([
  "",
  " ",
  "0x10",
  "1_000",
  "Infinity",
  "NaN",
  "1e",
  "e5",
  ".",
  "1,5",
  "--1",
  "1e1000001",
  "1e-99999999999999999999",
])("%j is no decimal", (text) => {
  expect(decimalFrom(text)).toBeNull();
});

test("a float64 written out is itself; a digit more lies between it and a neighbour", () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 }), (value) => {
      const text = exactFloat64(value).toFixed();
      expect(around(text)).toEqual({ lower: value + 0, upper: value + 0 });
      // Far below half a unit in the last place of any float64, the smallest one too: 5e-324 has 1074 decimals.
      const longer = `${text}${text.includes(".") ? "" : "."}${"0".repeat(1080)}1`;
      const outwards = value < 0 ? [nextDown(value), value] : [value + 0, nextUp(value)];
      expect(around(longer)).toEqual({ lower: outwards[0], upper: outwards[1] });
    }),
  );
});
