import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { duration } from "../../src/cli/shared/duration";

const root = join(__dirname, "..", "..");

/** The document with the figure of that name, `<!-- figure NAME -->…<!-- end -->`, replaced. */
export function withFigure(document: string, name: string, text: string): string {
  return document.replace(
    new RegExp(`(<!-- figure ${name} -->)[^<]*(<!-- end -->)`, "g"),
    (_, start: string, end: string) => `${start}${text}${end}`,
  );
}

/** What times were measured on. */
export function machine(): string {
  const processors = cpus();
  return `${processors.length} cores of ${processors[0].model.replace(/ \d+-Core Processor/, "")}, Node ${process.versions.node}`;
}

/** How many tests an npm script runs and what it takes, by running it. */
export function testFigure(script: string): string {
  const folder = mkdtempSync(join(tmpdir(), "wnb-tests-"));
  try {
    const results = join(folder, "results.json");
    // The shell's own `time` counts the processor time of all processes below it.
    const timed = `TIMEFORMAT='%R %U %S'; time npm run ${script} -- --json --outputFile=${results} >&2`;
    const { stderr, status } = spawnSync("bash", ["-c", timed], { cwd: root, encoding: "utf8", maxBuffer: 2 ** 30 });
    if (status !== 0) {
      throw new Error(`npm run ${script} fails:\n${stderr}`);
    }
    const { numPassedTests } = JSON.parse(readFileSync(results, "utf8"));
    const [wall, user, system] = (stderr.trim().split("\n").at(-1) ?? "").split(" ").map(Number);
    return `${numPassedTests.toLocaleString("en-US")} tests in ${duration(wall)}, ${duration(user + system)} of processor time`;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
