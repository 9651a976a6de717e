/** `wnb compare` as programs and people use it. */
import { onlyInFull } from "../onlyInFull";
import { root, runCommand } from "../reference/builtCommand";

const compare = (...args: string[]) => runCommand(root, ["compare", ...args]);
const small = ["--depth", "2..3", "--width", "3", "--input-dimension", "2", "--networks", "2", "--seed", "5"];

test("--json: format, plan and rows", () => {
  const { status, stdout, stderr } = compare(...small, "--activation", "sin", "--json");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const { rows, ...plan } = JSON.parse(stdout);
  expect(plan).toEqual({
    format: "weightnorm-compare/1",
    depth: { from: 2, to: 3 },
    width: 3,
    inputDimension: 2,
    activations: ["sin"],
    seed: 5,
    networks: 2,
  });
  expect(rows.length).toBe(12);
  expect(rows[5]).toEqual({
    activation: "sin",
    rows: "aligned",
    stretch: 2,
    rowNorm: 2,
    depth: 3,
    plain: {
      inputGradientNorm: expect.any(Number),
      lipschitzBound: expect.closeTo(8, 9),
      parameterGradientNorm: expect.any(Number),
      hessianSpectralNorm: expect.any(Number),
    },
    weightNorm: {
      inputGradientNorm: expect.any(Number),
      lipschitzBound: expect.closeTo(1, 9),
      parameterGradientNorm: expect.any(Number),
      parameterGradientBound: expect.any(Number),
      hessianSpectralNorm: expect.any(Number),
      hessianBound: expect.any(Number),
    },
  });
});

test("a table for people", () => {
  const { status, stdout, stderr } = compare(...small, "--activation", "identity");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/identity, aligned rows of norm 2: a plain layer × 2\n/);
  expect(stdout).toMatch(/^identity {2,}aligned +2 +2 +1 +8 +8 +1 +1 /m);
  expect(stdout).toMatch(/Medians of 2 random networks of width 3, input dimension 2, .*seed 5\n$/);
});

test("--markdown names the command that makes the document", () => {
  const { status, stdout } = compare(...small, "--activation", "identity", "--markdown");
  expect(status).toBe(0);
  const [, args = ""] = /^ {4}npx wnb compare (.*)$/m.exec(stdout) ?? [];
  expect(compare(...args.split(" ")).stdout).toBe(stdout);
});

onlyInFull.each<[string, string[], RegExp]>([
  ["prelu", ["--activation", "prelu"], /whose slope is a parameter/],
  ["a range upside down", ["--depth", "5..2"], /found "5\.\.2", expected A\.\.B/],
  ["no networks", ["--networks", "0"], /found "0", expected a whole number from 1/],
  ["two formats", ["--json", "--markdown"], /'--markdown' cannot be used with option '--json'/],
])("bad usage, %s: exit 2, one clear message, no stack trace", (_, args, message) => {
  const { status, stdout, stderr } = compare(...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toMatch(message);
  expect(stderr).not.toMatch(/\n\s+at /);
});
