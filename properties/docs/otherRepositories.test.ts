/** What other repositories have their CI run: the steps of action.yml, and the blocks of docs/ci.md, as a runner runs them. */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { onlyInFull } from "../onlyInFull";
import { environment, root, temporaryFolder } from "../reference/builtCommand";
import { codeBlocks } from "../reference/codeBlocks";
import { growthModule, written } from "../reference/theoremModules";

interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly env?: Readonly<Record<string, string>>;
}
interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

const action: Action = parse(readFileSync(join(root, "action.yml"), "utf8"));
const folder = temporaryFolder();
mkdirSync(join(folder, "node_modules", ".bin"), { recursive: true });
symlinkSync(root, join(folder, "node_modules", "weightnorm-bounds"), "dir");
symlinkSync(join(root, "dist", "cli", "wnb.js"), join(folder, "node_modules", ".bin", "weightnorm-bounds"));
written(folder, "theorems/half.ts", growthModule(0.5));
written(folder, "theorems/with space.ts", growthModule().replace('"growth"', '"growth-again"'));

/** A script as GitHub's runner runs it. */
function inShell(script: string, more: Readonly<Record<string, string>> = {}) {
  const path = join(folder, "step.sh");
  writeFileSync(path, script);
  const env = { ...environment, ...more };
  return spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", path], { cwd: folder, encoding: "utf8", env });
}

/** The steps of the action that run something, in a job that gives it these inputs. */
function runAction(given: Readonly<Record<string, string>>) {
  const value = (text: string) =>
    text.replace(/\$\{\{ inputs\.([\w-]+) \}\}/g, (_, name) => given[name] ?? action.inputs[name].default);
  return action.runs.steps
    .filter((step): step is Step & { readonly run: string } => step.run !== undefined)
    .map(({ run, env = {} }) =>
      inShell(run, {
        ...Object.fromEntries(Object.entries(env).map(([name, text]) => [name, value(text)])),
        GITHUB_ACTIONS: "true",
        GITHUB_STEP_SUMMARY: join(folder, "summary.md"),
      }),
    );
}

onlyInFull("the action: a violated theorem is annotated in its file, summed up, and kept", () => {
  const [install, verify] = runAction({
    load: "theorems/half.ts\ntheorems/with space.ts\n",
    theorem: "growth\ngrowth-again",
    arguments: "--runs 60 --seed 1\n",
  });
  expect(install).toMatchObject({ status: 0, stdout: "", stderr: "" });
  expect(verify.status).toBe(1);
  expect(verify.stdout).toMatch(/^growth .* violated .*\ngrowth-again .* holds$/m);
  expect(verify.stderr).toMatch(/^::error file=theorems\/half\.ts,title=growth is violated::confirmed/m);
  expect(readFileSync(join(folder, "summary.md"), "utf8")).toMatch(/`growth` .*violated/);
  expect(readdirSync(join(folder, "counterexamples"))).toEqual([expect.stringMatching(/^growth-\w+\.json$/)]);
  const [, replay = ""] = /^ {2}replay: npx (wnb .*)$/m.exec(verify.stdout) ?? [];
  expect(replay).toContain("--load 'theorems/with space.ts'");
  expect(inShell(replay.replace("wnb", "node_modules/.bin/weightnorm-bounds")).status).toBe(1);
  expect(readFileSync(join(folder, "reports", "theorems.xml"), "utf8")).toContain("<failure");
});

test("what is given to the action is data: nothing of it is run", () => {
  const [, verify] = runAction({
    load: "$(touch injected)",
    theorem: "`touch injected`",
    arguments: "; touch injected",
  });
  expect(verify.status).toBe(2);
  expect(existsSync(join(folder, "injected"))).toBe(false);
  expect(action.runs.steps.flatMap(({ run = "" }) => run.match(/\$\{\{/g) ?? [])).toEqual([]);
});

onlyInFull("the shell of docs/ci.md, and GitLab's script, which are the same", () => {
  const [shell = ""] = codeBlocks("docs/ci.md", "sh");
  const gitlab = parse(codeBlocks("docs/ci.md", "yaml")[1] ?? "").theorems;
  expect(gitlab.script.join("\n")).toBe(shell.trim());
  const [install, verify] = gitlab.script;
  expect(install).toBe("npm install weightnorm-bounds");
  const run = inShell(`${verify} --runs 100 --seed 1 --theorem growth`);
  expect({ status: run.status, stderr: run.stderr }).toMatchObject({ status: 1 });
  for (const path of [...gitlab.artifacts.paths, gitlab.artifacts.reports.junit]) {
    expect(existsSync(join(folder, path))).toBe(true);
  }
});

test("the job of docs/ci.md gives the action inputs that it has", () => {
  const { steps } = parse(codeBlocks("docs/ci.md", "yaml")[0] ?? "").jobs.theorems;
  const inputs = Object.keys(steps.at(-1).with);
  expect(inputs.filter((name) => !(name in action.inputs))).toEqual([]);
});
