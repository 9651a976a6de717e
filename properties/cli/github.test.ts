/** What CI shows: annotations, the summary of a job, JUnit XML, and workflows that call what there is. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { annotationText } from "../../src/cli/shared/githubActions";
import { onlyInFull } from "../onlyInFull";
import { environment, root, runCommand, temporaryFolder } from "../reference/builtCommand";

const folder = temporaryFolder();

const wnb = (args: readonly string[], more: Record<string, string>) => runCommand(folder, args, { more });

const weakened = ["--theorem", "layer-gradient", "--weaken", "layer-gradient.layer=0.5", "--runs", "20", "--seed", "1"];

test("a violated theorem is annotated in its file, and the summary has the table and the counterexample", () => {
  const summary = join(folder, "summary.md");
  const { status, stdout, stderr } = wnb(["verify", ...weakened, "--json"], {
    GITHUB_ACTIONS: "true",
    GITHUB_STEP_SUMMARY: summary,
  });
  expect(status).toBe(1);
  expect(() => JSON.parse(stdout)).not.toThrow();
  expect(stderr).toMatch(
    /^::error file=src\/theorems\/pointwise\/layerGradient\.ts,title=layer-gradient is violated::confirmed: quantity .*\(npx wnb replay fixtures\/counterexamples\/layer-gradient-\w+\.json\); seed 1$/m,
  );
  const markdown = readFileSync(summary, "utf8");
  expect(markdown).toMatch(/\| `layer-gradient` \| Lemma 4\.1 \| 20 \| \d\.\d{4} \| ❌ violated \|/);
  expect(markdown).toMatch(/\*\*`layer-gradient`\*\*: confirmed: quantity/);
});

test("where it holds there is a table and no annotation; elsewhere nothing of it", () => {
  const summary = join(folder, "holds.md");
  const args = ["verify", "--theorem", "layer-gradient", "--runs", "5", "--seed", "1", "--out", "none"];
  const inActions = wnb(args, { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary });
  expect([inActions.status, inActions.stderr]).toEqual([0, "seed 1\n"]);
  expect(readFileSync(summary, "utf8")).toContain("✅ holds");
  const elsewhere = wnb(args, { GITHUB_STEP_SUMMARY: join(folder, "no.md") });
  expect([elsewhere.status, elsewhere.stderr, existsSync(join(folder, "no.md"))]).toEqual([0, "seed 1\n", false]);
});

onlyInFull("a summary that cannot be written ends nothing", () => {
  const { status, stderr } = wnb(
    ["verify", "--theorem", "layer-gradient", "--runs", "5", "--seed", "1", "--out", "none"],
    {
      GITHUB_ACTIONS: "true",
      GITHUB_STEP_SUMMARY: join(folder, "no", "such", "folder"),
    },
  );
  expect(status).toBe(0);
  expect(stderr).toMatch(/GITHUB_STEP_SUMMARY .*: the summary is not written/);
});

test("annotations are escaped as the runner reads them", () => {
  expect(annotationText({ level: "warning", title: "a: b, c", message: "50 %\nof it" })).toBe(
    "::warning title=a%3A b%2C c::50 %25%0Aof it",
  );
});

onlyInFull("failing tests: JUnit XML, annotations and a summary with seed and failure", () => {
  const summary = join(folder, "tests.md");
  const { status } = spawnSync(
    process.execPath,
    [join(root, "node_modules", "jest", "bin", "jest.js"), "-c", "scripts/ci/failing.config.ts"],
    { cwd: root, env: { ...environment, CI: "1", GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary } },
  );
  expect(status).toBe(1);
  const markdown = readFileSync(summary, "utf8");
  expect(markdown).toMatch(/❌ 1 passed, 1 failed, 0 skipped; seed 20240908/);
  expect(markdown).toContain("<summary>scripts/ci/failing.ts: a number &lt; itself</summary>");
  expect(markdown).toMatch(/Received: +2/);
  expect(readFileSync(join(root, "reports", "failing.xml"), "utf8")).toMatch(
    /<testcase classname="scripts\/ci\/failing\.ts" name="a number &lt; itself"[^>]*>\s*<failure>/,
  );
});

test("workflows call scripts and options that there are, with pinned actions", () => {
  const scripts = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).scripts as Record<string, string>;
  const workflows = join(root, ".github", "workflows");
  const steps = readdirSync(workflows).flatMap((name) => readFileSync(join(workflows, name), "utf8").split("\n"));
  const runs = steps.flatMap((line) => /run: npm (?:run )?([\w:]+)/.exec(line)?.[1] ?? []);
  expect(runs.length).toBeGreaterThan(8);
  for (const name of runs.filter((each) => each !== "ci")) {
    expect(Object.keys(scripts)).toContain(name);
  }
  for (const action of steps.flatMap((line) => /uses: (\S+)/.exec(line)?.[1] ?? [])) {
    expect(action).toMatch(/^actions\/[\w-]+@v\d+$/);
  }
});
