/** `--rigour certified` of verify, measure and replay, as programs use it. */
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { theorems } from "../../src/theorems/registry";
import { onlyInFull } from "../onlyInFull";
import { runCommand, temporaryFolder } from "../reference/builtCommand";
import { oneRowFile } from "../reference/oneRow";

const folder = temporaryFolder();

const wnb = (...args: readonly string[]) => runCommand(folder, args);

/** The Hessian's norm is √(1 + v²). */
function oneRow(output: number): string {
  const path = join(folder, `oneRow${output}.json`);
  writeFileSync(path, JSON.stringify(oneRowFile(output)));
  return path;
}

const covered = theorems.filter(({ certify }) => certify !== undefined).map(({ id }) => id);

onlyInFull(
  "verify: every theorem that has certificates, the Hessian's decided on every network, the same for any number of workers",
  () => {
    const run = (workers: string) => {
      const { status, stdout } = wnb(
        ...["verify", "--rigour", "certified", "--runs", "300", "--seed", "5", "--workers", workers, "--json"],
      );
      const { seconds: _seconds, ...report } = JSON.parse(stdout);
      // Attained equalities are not told apart from violations: exit code 3.
      expect(status).toBe(report.theorems.some(({ undecided }: { undecided: number }) => undecided > 0) ? 3 : 0);
      return report;
    };
    const report = run("1");
    expect(report).toMatchObject({ format: "weightnorm-verify/1", rigour: "certified", networks: 300 });
    expect(report.theorems.map(({ id }: { id: string }) => id)).toEqual(covered);
    for (const { id, proved, undecided, cases, verdict, steps } of report.theorems) {
      expect(proved + undecided).toBeLessThanOrEqual(cases);
      expect(Object.values<number>(steps).reduce((a, b) => a + b, 0)).toBe(proved);
      if (id.startsWith("hessian")) {
        expect({ id, undecided, verdict }).toEqual({ id, undecided: 0, verdict: "holds" });
      }
    }
    expect(run("2")).toEqual(report);
  },
);

onlyInFull("verify: the share of each step in a table for people", () => {
  const { status, stdout } = wnb("verify", "--rigour", "certified", "--runs", "20", "--seed", "1");
  expect(status).toBe(0);
  expect(stdout).toMatch(/proved +in all +interval +exact +frobenius +blocks +cholesky +rayleigh +precise +undecided/);
  expect(stdout).toMatch(/hessian-layerwise +100\.00 %/);
});

onlyInFull(
  "verify: a theorem that lacks a term is proved to be violated, and its counterexample replays as a proof",
  () => {
    const { status, stdout } = wnb(
      ...[
        "verify",
        "--rigour",
        "certified",
        "--theorem",
        "hessian-layerwise",
        "--weaken",
        "hessian-layerwise.output=0",
      ],
      ...["--runs", "200", "--seed", "1", "--json", "--out", "found"],
    );
    expect(status).toBe(1);
    const [row] = JSON.parse(stdout).theorems;
    expect(row).toMatchObject({ verdict: "violated" });
    expect(row.steps.rayleigh).toBeGreaterThan(0);
    const [file] = readdirSync(join(folder, "found"));
    const replay = wnb("replay", join("found", file), "--rigour", "certified");
    expect(replay.status).toBe(1);
    expect(replay.stdout).toContain("violated, proved (rayleigh)");
  },
);

test("measure: enclosures, proofs, and limits one part in 1e9 away from the norm", () => {
  const norm = Math.hypot(1, 0.5);
  const limits = [norm * (1 + 1e-9), norm * (1 - 1e-9)];
  const { status, stdout } = wnb(
    ...["measure", oneRow(0.5), "--rigour", "certified", "--json"],
    ...limits.flatMap((limit) => ["--below", `hessianSpectralNorm=${limit}`]),
  );
  expect(status).toBe(1);
  const report = JSON.parse(stdout);
  expect(report).toMatchObject({ format: "weightnorm-measure/1", rigour: "certified" });
  expect(report.checks.map(({ verdict }: { verdict: string }) => verdict)).toEqual(["holds", "violated"]);
  expect(report.checks[0].proof).toMatchObject({ step: "cholesky", verdict: "holds" });
  expect(report.checks[1].proof).toMatchObject({ step: "rayleigh", verdict: "violated" });
  const { lower, upper } = report.enclosures.hessianSpectralNorm;
  expect(lower <= norm * (1 + 2 ** -52) && norm * (1 - 2 ** -52) <= upper && upper - lower < 1e-11).toBe(true);
  expect(report.notCovered).toContain("descent");
});

onlyInFull("measure: exit code 0 where every limit is proved, 1 where one is not", () => {
  const at = (limit: string) => wnb("measure", oneRow(0.75), "--rigour", "certified", "--below", limit).status;
  expect(at("hessianSpectralNorm=1.2500001")).toBe(0);
  expect(at("hessianSpectralNorm=1.2499999")).toBe(1);
});

onlyInFull("what has no certificates is refused by name", () => {
  const theorem = wnb("verify", "--rigour", "certified", "--theorem", "descent");
  expect(theorem.status).toBe(2);
  expect(theorem.stderr).toContain("found descent, expected theorems with certificates: min-weight-norm");
  const quantity = wnb("measure", oneRow(1), "--rigour", "certified", "--below", "loss=1");
  expect(quantity.status).toBe(2);
  expect(quantity.stderr).toContain("--below");
  const level = wnb("verify", "--rigour", "some");
  expect(level.status).toBe(2);
  expect(level.stderr).toContain("Allowed choices are float64, certified");
});
