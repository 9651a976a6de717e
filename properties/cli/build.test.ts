/** The build: all of dist/ or nothing, only when a source is newer, and what the command says when it is older than src/. On a small project. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { oldBuild } from "../../src/cli/shared/oldBuild";
import { environment, root, temporaryFolder } from "../reference/builtCommand";

const project = temporaryFolder();
const script = join(project, "scripts", "build", "build.cjs");
const at = (path: string): string => join(project, path);

function write(path: string, text: string): void {
  mkdirSync(dirname(at(path)), { recursive: true });
  writeFileSync(at(path), text);
}

/** As if it had been edited later than anything else. */
function edit(path: string, text: string): void {
  write(path, text);
  const later = new Date(Date.now() + 60_000);
  utimesSync(at(path), later, later);
}

/** What was built is from now on older than what is edited, and newer than what was there before. */
function settleTimes(): void {
  const before = new Date(Date.now() - 60_000);
  for (const path of ["src/cli/wnb.ts", "src/room/other.ts", "tsconfig.json", "tsconfig.build.json"].filter((file) =>
    existsSync(at(file)),
  )) {
    utimesSync(at(path), before, before);
  }
}

const build = (...args: string[]) =>
  spawnSync(process.execPath, [script, ...args], { encoding: "utf8", env: environment });

beforeAll(() => {
  cpSync(join(root, "scripts", "build"), at("scripts/build"), { recursive: true });
  symlinkSync(join(root, "node_modules"), at("node_modules"));
  write("package.json", JSON.stringify({ version: "0.0.0", bin: { wnb: "dist/cli/wnb.js" } }));
  write("tsconfig.json", JSON.stringify({ compilerOptions: { types: [], lib: ["es5"], target: "es5", strict: true } }));
  write(
    "tsconfig.build.json",
    JSON.stringify({ extends: "./tsconfig.json", compilerOptions: { rootDir: "src" }, include: ["src"] }),
  );
  write("src/cli/wnb.ts", "export const version: number = 1;");
  write("src/room/other.ts", "export const other: number = 1;");
});

test("a clean clone is built, and is left alone as long as nothing changes", () => {
  expect(oldBuild(project)).toBe("dist/ is not complete");
  const first = build("--if-newer");
  expect([first.status, first.stdout, first.stderr]).toEqual([0, "", "dist/ is not complete: building\n"]);
  expect(readdirSync(at("dist")).sort()).toEqual(["cli", "room", "sources.txt"]);
  expect(statSync(at("dist/cli/wnb.js")).mode & 0o111).toBe(0o111);
  settleTimes();
  const { ino } = statSync(at("dist"));
  const again = build("--if-newer");
  expect([again.status, again.stdout, again.stderr]).toEqual([0, "", ""]);
  expect(statSync(at("dist")).ino).toBe(ino);
  expect(oldBuild(project)).toBeNull();
});

test("a source that fails to compile leaves dist/ as it was, and says so", () => {
  edit("src/cli/wnb.ts", 'export const version: number = "two";');
  expect(oldBuild(project)).toBe("src/cli/wnb.ts is newer than dist/");
  const { status, stdout, stderr } = build("--if-newer");
  expect([status, stdout]).toEqual([70, ""]);
  expect(stderr).toMatch(
    /^src\/cli\/wnb\.ts is newer than dist\/: building\n[\s\S]*error TS2322[\s\S]*\nThe build failed; dist\/ is as it was before\.\n$/,
  );
  expect(readFileSync(at("dist/cli/wnb.js"), "utf8")).toContain("version = 1");
  expect(readdirSync(project).filter((name) => name.startsWith(".wnb"))).toEqual([]);
});

test("what was edited is built, and what was moved away goes", () => {
  edit("src/cli/wnb.ts", "export const version: number = 2;");
  mkdirSync(at("src/moved"));
  renameSync(at("src/room/other.ts"), at("src/moved/other.ts"));
  rmSync(at("src/room"), { recursive: true });
  expect(build("--if-newer").status).toBe(0);
  expect(readFileSync(at("dist/cli/wnb.js"), "utf8")).toContain("version = 2");
  expect(readdirSync(at("dist")).sort()).toEqual(["cli", "moved", "sources.txt"]);
});

test("a file that was moved, or is gone, is seen although no time is newer", () => {
  settleTimes();
  expect(oldBuild(project)).toBeNull();
  renameSync(at("src/moved/other.ts"), at("src/moved/another.ts"));
  expect(oldBuild(project)).toBe("src/moved/another.ts is not in dist/ yet");
  rmSync(at("src/moved"), { recursive: true });
  expect(oldBuild(project)).toBe("src/moved/other.ts is gone, but still in dist/");
});

test("two builds at once both succeed, and leave one whole dist/ and nothing else", async () => {
  const builds = [1, 2].map(() => spawn(process.execPath, [script], { env: environment, stdio: "ignore" }));
  const codes = await Promise.all(builds.map(async (child) => (await once(child, "exit"))[0]));
  expect(codes).toEqual([0, 0]);
  expect(readdirSync(at("dist")).sort()).toEqual(["cli", "sources.txt"]);
  expect(readdirSync(project).filter((name) => name.startsWith(".wnb"))).toEqual([]);
});

test("a package without sources is not looked at", () => {
  expect(oldBuild(join(project, "dist"))).toBeNull();
});

test("the command says so in one line, and does what it was asked for", () => {
  rmSync(at("dist"), { recursive: true });
  cpSync(join(root, "dist"), at("dist"), { recursive: true, preserveTimestamps: true });
  const version = () =>
    spawnSync(process.execPath, [at("dist/cli/wnb.js"), "--version"], { encoding: "utf8", env: environment });
  edit("src/cli/wnb.ts", "");
  expect(version()).toMatchObject({
    status: 0,
    stdout: "0.0.0\n",
    stderr: "wnb: src/cli/wnb.ts is newer than dist/, and this is the command as it was built: npm run build\n",
  });
  rmSync(at("scripts"), { recursive: true });
  expect(version()).toMatchObject({ status: 0, stdout: "0.0.0\n", stderr: "" });
});

test("every script of package.json that runs dist/ builds it first where sources are newer", () => {
  const { scripts }: { scripts: Record<string, string> } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const running = Object.entries(scripts).filter(([, line]) => line.includes("node dist/"));
  expect(running.length).toBeGreaterThan(5);
  for (const [name, line] of [...running, ["bench", scripts["bench"]], ["kills", scripts["kills"]]]) {
    expect(`${name}: ${line}`).toMatch(/: node scripts\/build\/build\.cjs --if-newer && /);
  }
  expect(scripts["before:tests"]).toContain("setup:tensorflow");
  for (const [name, line] of Object.entries(scripts).filter(([key]) => key.startsWith("pretest"))) {
    expect(`${name}: ${line}`).toMatch(/before:tests|build\.cjs --if-newer/);
  }
});
