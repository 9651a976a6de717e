/** Locks: held by one process at a time, gone with it however it ends, and never held by one that is gone. */
import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { takeLock } from "../../src/files/lock";
import { isGone, processNumber, thisProcess } from "../../src/files/processToken";
import { root, temporaryFolder } from "../reference/builtCommand";

const folder = temporaryFolder();
const built = (name: string): string => JSON.stringify(join(root, "dist", "files", name));
const node = (program: string, ...args: string[]) =>
  spawnSync(process.execPath, ["-e", program, ...args], { encoding: "utf8" });

const [number, start, machine] = thisProcess().split("_");
/** Above the largest process number of Linux. */
const NOBODY = "4194305";

function taken(path: string): () => void {
  const attempt = takeLock(path);
  if ("holder" in attempt) {
    throw new Error(`held by ${attempt.holder}`);
  }
  return attempt.release;
}

test("held by one at a time, here and elsewhere, until it is released", () => {
  const lock = join(folder, "one");
  const release = taken(lock);
  expect(takeLock(lock)).toEqual({ holder: `process ${process.pid}` });
  const attempt = `console.log(JSON.stringify(require(${built("lock.js")}).takeLock(process.argv[1])))`;
  expect(JSON.parse(node(attempt, lock).stdout)).toEqual({ holder: `process ${process.pid}` });
  release();
  expect(existsSync(lock)).toBe(false);
  expect(node(attempt, lock).stdout).toBe("{}\n");
  expect(existsSync(lock)).toBe(false);
});

test.each([
  ["a process that is gone", `${NOBODY}_1-ab_${machine}`],
  ["one whose number another process has now", `${process.ppid}_1-ab_${machine}`],
  ["an earlier one with the number of this one", `${number}_1-ab_${machine}`],
  ["an earlier version, by a process that is gone", NOBODY],
  ["an earlier version, by one with the number of this one", number],
])("the lock of %s holds nothing", (name, content) => {
  const lock = join(folder, name);
  writeFileSync(lock, content);
  taken(lock)();
  expect(existsSync(lock)).toBe(false);
});

test.each([
  ["a process of another machine", `${NOBODY}_1-ab_0123456789ab`, `process ${NOBODY}`],
  ["an earlier version, by a process that runs", String(process.ppid), `process ${process.ppid}`],
  ["a process that is just writing it", "", "a process that it does not name"],
  ["who knows", "hello", "a process that it does not name"],
])("the lock of %s holds, and stays", (name, content, holder) => {
  const lock = join(folder, name);
  writeFileSync(lock, content);
  expect(takeLock(lock)).toEqual({ holder });
  expect(readFileSync(lock, "utf8")).toBe(content);
});

test("an empty lock that nobody has written for long holds nothing", () => {
  const lock = join(folder, "empty");
  writeFileSync(lock, "");
  utimesSync(lock, 0, 0);
  taken(lock)();
  expect(existsSync(lock)).toBe(false);
});

test("a lock taken over by somebody else meanwhile is not removed", () => {
  const lock = join(folder, "taken over");
  const release = taken(lock);
  writeFileSync(lock, `${process.ppid}_1-ab_0123456789ab`);
  release();
  expect(existsSync(lock)).toBe(true);
});

test.each([
  ["process.exit", "process.exit(5)"],
  ["an uncaught error", 'throw new Error("x")'],
  ["its end", ""],
])("gone with a process that ends by %s", (name, end) => {
  const lock = join(folder, name);
  const take = `console.log(require(${built("lock.js")}).takeLock(process.argv[1])); ${end}`;
  expect(node(take, lock).stdout).toContain("release");
  expect(existsSync(lock)).toBe(false);
});

test("of many processes at once each has it alone, also where they find a stale one", async () => {
  const here = join(folder, "many");
  mkdirSync(here);
  const path = join(here, "count");
  writeFileSync(path, "0");
  writeFileSync(`${path}.lock`, NOBODY);
  const count = `
    const { readFileSync, writeFileSync } = require("node:fs");
    const { exclusively } = require(${built("exclusively.js")});
    (async () => {
      for (let k = 0; k < 40; k += 1) {
        await exclusively(process.argv[1], () =>
          writeFileSync(process.argv[1], String(1 + Number(readFileSync(process.argv[1], "utf8")))));
      }
    })();`;
  const codes = await Promise.all(
    [0, 1, 2, 3].map(
      () =>
        new Promise((resolve) => {
          spawn(process.execPath, ["-e", count, path]).on("close", resolve);
        }),
    ),
  );
  expect(codes).toEqual([0, 0, 0, 0]);
  expect(readFileSync(path, "utf8")).toBe("160");
  expect(readdirSync(here)).toEqual(["count"]);
});

test("a lock that cannot be written is an error that names it", () => {
  expect(() => takeLock(join(folder, "none", "lock"))).toThrow(
    `${join(folder, "none", "lock")}: cannot be written: there is no such folder (ENOENT)`,
  );
});

test("tokens of processes: number, start and machine; a number alone is one too", () => {
  expect(start).toMatch(/^\d+-[\da-f]{8}$/);
  expect(isGone(thisProcess())).toBe(false);
  expect(isGone(String(process.pid))).toBe(false);
  expect(node(`console.log(require(${built("processToken.js")}).thisProcess())`).stdout.trim()).not.toBe(thisProcess());
  const ended = node(`process.stdout.write(require(${built("processToken.js")}).thisProcess())`).stdout;
  expect([processNumber(ended), isGone(ended)]).toEqual([expect.any(Number), true]);
  for (const text of ["", "0", "-1", "1.5", "x", `${number}_${start}`, `${number}_`, " 1"]) {
    expect([text, processNumber(text), isGone(text)]).toEqual([text, null, false]);
  }
});
