import { randomUUID } from "node:crypto";
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fchownSync,
  fsyncSync,
  openSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
} from "node:fs";
import { dirname, join, resolve } from "node:path";
import { isGone, thisProcess } from "./processToken";
import { bytesOf, writeAll } from "./writeAll";
import { writing } from "./writeError";

/**
 * Writes a file whole or not at all, even where the process is killed, the disk is full or the machine stops: to a hidden file beside
 * it, flushed and renamed. What killed processes left in the folder is removed.
 *
 * A link stays, and what it leads to is written. Permissions stay, and the owner where the system allows it. A device or a pipe,
 * which has no content to lose, is written as it is.
 *
 * @throws WriteError that names the file; what was there before is there still
 * @example writeWhole("network.json", text)
 */
export function writeWhole(path: string, data: string | Uint8Array): void {
  writing(path, () => {
    const target = followed(resolve(path));
    const before = statSync(target, { throwIfNoEntry: false });
    if (before?.isFile() === false) {
      writeAndClose(openSync(target, "w"), bytesOf(data));
      return;
    }
    if (before !== undefined) {
      // A rename would replace a file that is write-protected too.
      accessSync(target, constants.W_OK);
    }
    const folder = dirname(target);
    dropLeftovers(folder);
    const partial = join(folder, `${PREFIX}${thisProcess()}.${randomUUID().slice(0, 8)}${SUFFIX}`);
    try {
      const descriptor = openSync(partial, "wx", (before?.mode ?? 0o666) & 0o777);
      writeAndClose(descriptor, bytesOf(data), () => {
        likeBefore(descriptor, before);
        fsyncSync(descriptor);
      });
      renameSync(partial, target);
    } catch (error) {
      rmSync(partial, { force: true });
      throw error;
    }
    flushFolder(folder);
  });
}

const PREFIX = ".wnb-";
const SUFFIX = ".partial";

/** More links than systems follow. */
const MOST_LINKS = 64;

/** Where a link leads to in the end, also if nothing is there yet. */
function followed(path: string): string {
  let target = path;
  for (let links = 0; links < MOST_LINKS; links++) {
    try {
      target = resolve(dirname(target), readlinkSync(target));
    } catch {
      // No link, or nothing.
      return target;
    }
  }
  return target;
}

/** Closing counts: some disks tell only then that they are full. */
function writeAndClose(descriptor: number, bytes: Uint8Array, beforeClosing = (): void => {}): void {
  try {
    writeAll(descriptor, bytes);
    beforeClosing();
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
  closeSync(descriptor);
}

/** Gives a new file the owner and the permissions of the one that it replaces. */
function likeBefore(descriptor: number, before: Stats | undefined): void {
  if (before === undefined) {
    return;
  }
  try {
    fchownSync(descriptor, before.uid, before.gid);
  } catch {
    // Only root may give files away; some disks know no owners.
  }
  try {
    fchmodSync(descriptor, before.mode & 0o777);
  } catch {
    // Some disks know no permissions.
  }
}

/** Without it, a machine that stops may forget the rename. Not every system can. */
function flushFolder(folder: string): void {
  try {
    const descriptor = openSync(folder, "r");
    try {
      fsyncSync(descriptor);
    } finally {
      closeSync(descriptor);
    }
  } catch {
    // The file is whole all the same.
  }
}

function dropLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    if (name.startsWith(PREFIX) && name.endsWith(SUFFIX)) {
      const [token] = name.slice(PREFIX.length).split(".");
      if (isGone(token)) {
        rmSync(join(folder, name), { force: true });
      }
    }
  }
}
