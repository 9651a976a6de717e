/** Places where the next bytes do not fit: a small disk that is full, and a limit on the size of files. */
import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { command, environment } from "./builtCommand";

export interface SmallDisk {
  readonly folder: string;
  /** From now on there is room for so many bytes only, a multiple of 4096; or for files of that size. */
  fill(free: number): void;
  /** A command of the shell with arguments "$@". */
  run(
    script: string,
    args?: readonly string[],
    more?: Record<string, string>,
  ): { status: number | null; stdout: string; stderr: string };
  /** `wnb`, with standard output into a file of that folder. */
  wnb(args: readonly string[], more?: Record<string, string>): { status: number | null; stderr: string };
}

/** What people are told where it does not fit. */
export const NO_ROOM = /cannot be written: (there is no space left on the disk|the file is too large)/;

/** A file system in memory; where mounting is not permitted, a limit on the size of files stands in for it. */
export function fullDisk(folder: string, kibibytes: number): SmallDisk {
  mkdirSync(folder);
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${kibibytes}k`, "none", folder]);
  if (status !== 0) {
    return limitedSize(join(folder, "limited"));
  }
  afterAll(() => spawnSync("umount", ["-l", folder]));
  const filler = join(folder, "filler");
  const fill = (free: number): void => {
    rmSync(filler, { force: true });
    const { bavail, bsize } = statfsSync(folder);
    writeFileSync(filler, Buffer.alloc(Math.max(0, bavail * bsize - free)));
  };
  return diskAt(folder, "", fill);
}

/** A folder in which files must be small. */
export function limitedSize(folder: string): SmallDisk {
  mkdirSync(folder);
  let limit = "";
  const disk = (): SmallDisk => diskAt(folder, limit, () => {});
  return {
    folder,
    fill: (free) => {
      // In KiB.
      limit = `ulimit -f ${free / 1024}; `;
    },
    run: (...parameters) => disk().run(...parameters),
    wnb: (...parameters) => disk().wnb(...parameters),
  };
}

function diskAt(folder: string, before: string, fill: SmallDisk["fill"]): SmallDisk {
  const run: SmallDisk["run"] = (script, args = [], more = {}) =>
    spawnSync("bash", ["-c", `${before}${script}`, "bash", ...args], {
      cwd: folder,
      encoding: "utf8",
      env: { ...environment, ...more },
    });
  return {
    folder,
    fill,
    run,
    wnb: (args, more = {}) => run('exec "$@" > /dev/null', [process.execPath, command, ...args], more),
  };
}
