/** The one writer of files: whole or not at all, through links, with permissions as they were, whoever else writes or dies. */
import { spawn, spawnSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { makeFolder } from "../../src/files/makeFolder";
import { thisProcess } from "../../src/files/processToken";
import { WriteError } from "../../src/files/writeError";
import { writeWhole } from "../../src/files/writeWhole";
import { root, temporaryFolder } from "../reference/builtCommand";

const folder = temporaryFolder();
const writer = join(root, "dist", "files", "writeWhole.js");

const emptyFolder = (name: string): string => {
  mkdirSync(join(folder, name));
  return join(folder, name);
};
const read = (path: string): string => readFileSync(path, "utf8");

/** In a process that is not root's. */
function asNobody(program: string, ...args: string[]): { status: number | null; stdout: string } {
  chmodSync(folder, 0o755);
  const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  return spawnSync(process.execPath, ["-e", program, ...args], { encoding: "utf8", ...user });
}

test("text and bytes, new and in place of what was there; nothing else is in the folder", () => {
  const here = emptyFolder("plain");
  writeWhole(join(here, "file"), "é");
  expect(read(join(here, "file"))).toBe("é");
  writeWhole(join(here, "file"), new Uint8Array([0x61, 0x62, 0x63]).subarray(1));
  expect(read(join(here, "file"))).toBe("bc");
  expect(readdirSync(here)).toEqual(["file"]);
});

test("a link stays, and what it leads to is written, also if nothing is there yet", () => {
  const here = emptyFolder("links");
  mkdirSync(join(here, "other"));
  writeFileSync(join(here, "other", "target"), "before");
  symlinkSync(join("other", "target"), join(here, "link"));
  symlinkSync("link", join(here, "second"));
  symlinkSync(join("other", "new"), join(here, "dangling"));
  writeWhole(join(here, "second"), "after");
  writeWhole(join(here, "dangling"), "made");
  expect(read(join(here, "other", "target"))).toBe("after");
  expect(read(join(here, "other", "new"))).toBe("made");
  expect(readlinkSync(join(here, "link"))).toBe(join("other", "target"));
  expect(lstatSync(join(here, "dangling")).isSymbolicLink()).toBe(true);
});

test("permissions stay; a new file has those that the process gives", () => {
  const here = emptyFolder("permissions");
  const file = join(here, "file");
  writeWhole(file, "");
  expect(statSync(file).mode & 0o777).toBe(0o666 & ~process.umask());
  for (const mode of [0o600, 0o664, 0o666]) {
    chmodSync(file, mode);
    writeWhole(file, String(mode));
    expect(statSync(file).mode & 0o777).toBe(mode);
  }
});

test("the owner stays where the system allows it, and is no error where it does not", () => {
  const here = emptyFolder("owner");
  const file = join(here, "file");
  writeFileSync(file, "before");
  chmodSync(file, 0o666);
  chmodSync(here, 0o777);
  const write = `require(${JSON.stringify(writer)}).writeWhole(process.argv[1], "by nobody")`;
  expect(asNobody(write, file).status).toBe(0);
  expect(read(file)).toBe("by nobody");
  if (process.getuid?.() === 0) {
    chownSync(file, 4711, 4712);
    writeWhole(file, "by root");
    expect(statSync(file)).toMatchObject({ uid: 4711, gid: 4712 });
  }
});

test("a file that is write-protected is not replaced, though its folder may be written", () => {
  const here = emptyFolder("protected");
  const file = join(here, "file");
  writeFileSync(file, "precious");
  chmodSync(file, 0o444);
  chmodSync(here, 0o777);
  const write = `
    try {
      require(${JSON.stringify(writer)}).writeWhole(process.argv[1], "other");
    } catch (error) {
      console.log(error.message);
    }`;
  expect(asNobody(write, file).stdout).toBe(`${file}: cannot be written: writing is not permitted (EACCES)\n`);
  expect(read(file)).toBe("precious");
  expect(readdirSync(here)).toEqual(["file"]);
});

// Not with a device of the system: code that fails here would replace it.
test("a pipe is written as it is, and stays one, as devices do", async () => {
  const pipe = join(emptyFolder("pipe"), "pipe");
  spawnSync("mkfifo", [pipe]);
  const reader = spawn("cat", [pipe]);
  const received = text(reader.stdout);
  writeWhole(pipe, "for whoever reads");
  expect(lstatSync(pipe).isFIFO()).toBe(true);
  expect(await received).toBe("for whoever reads");
});

test.each([
  ["a folder", (here: string) => here, "a folder is there (EISDIR)"],
  ["no such folder", (here: string) => join(here, "none", "file"), "there is no such folder (ENOENT)"],
  ["a file for a folder", (here: string) => join(here, "file", "file"), "part of the path is a file (ENOTDIR)"],
  ["a name that is too long", (here: string) => join(here, "x".repeat(300)), "the name is too long (ENAMETOOLONG)"],
  ["a link to itself", (here: string) => join(here, "circle"), "its links lead in circles (ELOOP)"],
])("refused by name, with the reason: %s", (name, pathIn, reason) => {
  const here = emptyFolder(`refused ${name}`);
  writeFileSync(join(here, "file"), "before");
  symlinkSync("circle", join(here, "circle"));
  const path = pathIn(here);
  expect(() => writeWhole(path, "x")).toThrow(new WriteError(path, reason));
  expect(readdirSync(here)).toEqual(["circle", "file"]);
});

test("the longest name that there may be", () => {
  const file = join(emptyFolder("long"), "x".repeat(255));
  writeWhole(file, "long");
  expect(read(file)).toBe("long");
});

test("what processes that are gone have left is removed; what others write, here or on another machine, is not", () => {
  const here = emptyFolder("leftovers");
  const [number, start, machine] = thisProcess().split("_");
  const gone = [`.wnb-4194305_1-ab_${machine}.x.partial`, `.wnb-${number}_1-ab_${machine}.x.partial`];
  const kept = [
    `.wnb-4194305_1-ab_0123456789ab.x.partial`,
    `.wnb-${number}_${start}_${machine}.x.partial`,
    ".wnb-x",
    ".x.partial",
  ];
  for (const name of [...gone, ...kept]) {
    writeFileSync(join(here, name), "");
  }
  writeWhole(join(here, "file"), "x");
  expect(readdirSync(here).sort()).toEqual([...kept, "file"].sort());
});

test("processes that write the same file, and are killed: at every moment it is one that somebody wrote", async () => {
  const here = emptyFolder("killed");
  const file = join(here, "file");
  const length = 300_000;
  const write = `
    const { writeWhole } = require(${JSON.stringify(writer)});
    for (;;) writeWhole(process.argv[1], process.argv[2].repeat(${length}));`;
  writeWhole(file, "-".repeat(length));
  const isWhole = (): boolean => {
    const text = read(file);
    return text === text[0].repeat(length);
  };
  for (const letters of ["ab", "cd", "ef"]) {
    const children = [...letters].map((letter) => spawn(process.execPath, ["-e", write, file, letter]));
    const ended = children.map((child) => new Promise((resolve) => child.on("close", resolve)));
    // Until both have written at least once.
    for (const seen = new Set<string>(); seen.size < 2; ) {
      expect(isWhole()).toBe(true);
      seen.add(read(file)[0]);
      await new Promise((resolve) => setImmediate(resolve));
    }
    for (const child of children) {
      child.kill("SIGKILL");
    }
    await Promise.all(ended);
    expect(isWhole()).toBe(true);
  }
  writeWhole(file, "after");
  expect(readdirSync(here)).toEqual(["file"]);
});

test("folders are made with those above; where none can be made, that is said at once", () => {
  const here = emptyFolder("folders");
  makeFolder(join(here, "a", "b", "..", "b", "c"));
  makeFolder(join(here, "a", "b", "c"));
  expect(existsSync(join(here, "a", "b", "c"))).toBe(true);
  writeFileSync(join(here, "file"), "");
  expect(() => makeFolder(join(here, "file"))).toThrow(new WriteError(join(here, "file"), "a file is there (EEXIST)"));
  expect(() => makeFolder(join(here, "file", "x"))).toThrow("part of the path is a file (ENOTDIR)");
  // Where Node's own recursive mkdir never returns.
  expect(() => makeFolder("/proc/x/y")).toThrow("/proc/x/y: cannot be written: there is no such folder (ENOENT)");
});
