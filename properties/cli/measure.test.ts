/** `wnb measure`: no word is wrong, and where float64 cannot tell, proofs do, or nothing is claimed. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { onlyInFull } from "../onlyInFull";
import { runCommand, temporaryFolder } from "../reference/builtCommand";

const folder = temporaryFolder();

interface Parts {
  readonly activation?: string;
  readonly shift?: number;
  readonly layers: readonly (readonly (readonly number[])[])[];
  readonly output: readonly number[];
  readonly input: readonly number[];
}

function measure({ activation = "identity", shift = 0, ...parts }: Parts, ...args: readonly string[]) {
  const network = { format: "weightnorm-network/1", activation: { name: activation, shift }, ...parts };
  writeFileSync(join(folder, "network.json"), JSON.stringify(network));
  return runCommand(folder, ["measure", "network.json", ...args]);
}

function verdictsAt(parts: Parts, quantity: string, limits: readonly string[], ...args: readonly string[]): string[] {
  const below = limits.flatMap((limit) => ["--below", `${quantity}=${limit}`]);
  const { checks } = JSON.parse(measure(parts, "--json", ...below, ...args).stdout);
  return checks.map(({ verdict }: { verdict: string }) => verdict);
}

/** ‖Hess f‖ = φ′(0)/(√2 · 2e-13), of the second row and its entry of v; c_H is 1e13 times as much. */
const tiny: Parts = {
  activation: "tanh",
  layers: [
    [
      [3, 4],
      [2e-13, 0],
    ],
  ],
  output: [1, 0],
  input: [0, 1],
};

test("a tiny row: a limit 4 % below the Hessian norm is violated, and so is one 1e-15 below", () => {
  const { status, stdout } = measure(tiny, "--below", "hessianSpectralNorm=3400000000000");
  expect(status).toBe(1);
  expect(stdout).toMatch(/hessianSpectralNorm +3535533905932\.7\d* +3400000000000 +violated/);
  expect(
    verdictsAt(tiny, "hessianSpectralNorm", ["3500000000000", "3535533905932.73", "3535533905932.74", "3600000000000"]),
  ).toEqual(["violated", "violated", "holds", "holds"]);
});

test("the error of a norm follows the network, and is printed", () => {
  const { quantities, errors, evidence } = JSON.parse(measure(tiny, "--json").stdout);
  const exact = 1 / (Math.SQRT2 * 2e-13);
  expect(Math.abs(quantities.hessianSpectralNorm - exact)).toBeLessThanOrEqual(errors.hessianSpectralNorm);
  expect(errors.hessianSpectralNorm).toBeLessThan(1e-12 * exact);
  expect(evidence.hessianSpectralNorm).toMatchObject({ converged: true, error: errors.hessianSpectralNorm });
  expect(errors.activationNorms).toHaveLength(2);
});

/** ‖Hess f‖ = √2 = 1.41421356237309504880168872420969807856967187537694807317667973799… */
describe("several files", () => {
  const place = (name: string) => join(folder, name);
  const network = { format: "weightnorm-network/1", activation: "identity", output: [1], input: [1, 0] };
  writeFileSync(place("small.json"), JSON.stringify({ ...network, layers: [[[1, 2]]] }));
  writeFileSync(place("large.json"), JSON.stringify({ ...network, layers: [[[0.1, 0]]] }));
  writeFileSync(place("broken.json"), "{");
  const several = (...args: string[]) => runCommand(folder, ["measure", ...args]);

  test("each with its name; the exit code is that of the worst", () => {
    const { status, stdout } = several("small.json", "large.json", "--below", "minWeightNorm=1");
    expect(status).toBe(1);
    expect(stdout).toMatch(/^small\.json\n\ndepth 1, .*\n[\s\S]*\n\n\nlarge\.json\n\ndepth 1, /);
    expect(several("large.json", "large.json", "--below", "minWeightNorm=1").status).toBe(0);
  });

  test("one that cannot be read is named, the others are measured: exit 2, or 1 where one is violated", () => {
    const { status, stdout, stderr } = several("broken.json", "large.json", "gone.json", "--json");
    expect(status).toBe(2);
    expect(stderr).toMatch(/^wnb: broken\.json: content: found .*\nwnb: gone\.json: found no such file.*\n$/);
    const { format, files } = JSON.parse(stdout);
    expect(format).toBe("weightnorm-measure/1");
    expect(files).toMatchObject([{ file: "large.json", quantities: { minWeightNorm: 0.1 } }]);
    expect(several("broken.json", "small.json", "--below", "minWeightNorm=1").status).toBe(1);
  });
});

const rootTwo: Parts = { layers: [[[0, 1]]], output: [1], input: [1, 0] };

test.each([[], ["--rigour", "certified"]])("a limit is what its text says, to the last digit %s", (...args) => {
  const limits = [
    "1.41421356237309504880168872420969807856967187537694",
    "1.41421356237309504880168872420969807856967187537695",
    "1.414213562373095048801688724209698078569671875376948073176679737",
    "1.414213562373095048801688724209698078569671875376948073176679738",
    "-1e-400",
    "1e400",
  ];
  expect(verdictsAt(rootTwo, "hessianSpectralNorm", limits, ...args)).toEqual([
    "violated",
    "holds",
    "violated",
    "holds",
    "violated",
    "holds",
  ]);
});

onlyInFull("a limit that nothing tells from the quantity is undecided: exit code 3, with the limit as typed", () => {
  // s √2 = 1, as no arithmetic with an end knows.
  const one: Parts = {
    layers: [
      [
        [1, 1],
        [1, 1],
      ],
    ],
    output: [1, 0],
    input: [1, 1],
  };
  const { status, stdout } = measure(one, "--below", "value=1.000");
  expect([status, stdout]).toEqual([
    3,
    expect.stringMatching(/value +(1|0\.9{10,}\d*) +1\.000 +undecided +not proved/m),
  ]);
  expect(verdictsAt(one, "value", ["0.99999999999999999999999999999", "1.00000000000000000000000000001"])).toEqual([
    "violated",
    "holds",
  ]);
  // That the bound of a theorem is equal, its proof says.
  expect(stdout).toMatch(/activation-norm .* holds \(attained\)/);
});

onlyInFull.each(["0x10", "1e", "", "1e99999999999", "NaN"])("--below value=%s is refused", (text) => {
  const { status, stdout, stderr } = measure(rootTwo, "--below", `value=${text}`);
  expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
  expect(stderr).toContain("expected a decimal number");
});

onlyInFull("a large shift: what its sum with the pre-activation loses counts, and decimals have it", () => {
  const shifted: Parts = { activation: "sin", shift: 1e6, layers: [[[3, 4]]], output: [1], input: [0.1, 0.7] };
  const { quantities, errors } = JSON.parse(measure(shifted, "--json").stdout);
  // sin(1e6 + 0.62), to 20 digits.
  const exact = Math.sin(1e6) * Math.cos(0.62) + Math.cos(1e6) * Math.sin(0.62);
  expect(Math.abs(quantities.value - exact)).toBeLessThanOrEqual(errors.value + 1e-15);
  const digits = (relative: number): string => String(exact + relative * Math.abs(exact));
  expect(verdictsAt(shifted, "value", [digits(-1e-14), digits(1e-14)])).toEqual(["violated", "holds"]);
});

onlyInFull("a loss beside its limit is settled in decimals", () => {
  // f = 3/5 and y = 1: the loss is 0.16.
  const data = { inputs: [[1, 0]], targets: [1] };
  const fitted = { layers: [[[3, 4]]], output: [1], input: [1, 0], data };
  const limits = ["0.15999999999999999999999999", "0.16", "0.16000000000000000000000001"];
  expect(verdictsAt(fitted, "loss", limits)).toEqual(["violated", "undecided", "holds"]);
});
