import { mkdir, mkdtemp, readdir, rename, rm, stat, statfs } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { makeFolder } from "../../files/makeFolder";
import { isGone, thisProcess } from "../../files/processToken";
import { OTHER_FOLDER, SetUpError } from "./setUpError";

/** A folder beside its target, in which the target is made. */
export interface Staging {
  readonly folder: string;
  /** What becomes the target. */
  readonly product: string;
}

const MARK = ".staging-";
const DAY = 24 * 60 * 60 * 1000;

/**
 * Makes a staging folder for a target, after removing those of processes that have died.
 *
 * @throws SetUpError if the disk has less space than needed
 */
export async function makeStaging(target: string, bytesNeeded: number): Promise<Staging> {
  const parent = dirname(target);
  try {
    makeFolder(parent);
  } catch (error) {
    throw new SetUpError(`${(error as Error).message}. ${OTHER_FOLDER}`);
  }
  await removeStale(target);
  const { bavail, bsize } = await statfs(parent);
  if (bavail * bsize < bytesNeeded) {
    throw new SetUpError(
      `${parent}: the set-up needs ${gigabytes(bytesNeeded)} on this disk, and ${gigabytes(bavail * bsize)} are free. ` +
        OTHER_FOLDER,
    );
  }
  const folder = await mkdtemp(`${target}${MARK}${thisProcess()}_`);
  const product = join(folder, "product");
  await mkdir(product);
  return { folder, product };
}

/** The file's identity, to see later whether somebody has replaced it; null if there is none. */
export async function identityOf(path: string): Promise<bigint | null> {
  return stat(path, { bigint: true }).then(
    ({ ino }) => ino,
    () => null,
  );
}

/**
 * Renames the finished product to the target; a target that was known to be broken makes room first.
 *
 * @param broken the identity of a target that is to be replaced
 * @returns false if another process has put its own product there meanwhile, which is left as it is
 */
export async function moveIntoPlace(
  { folder, product }: Staging,
  target: string,
  broken: bigint | null,
): Promise<boolean> {
  if (broken !== null && (await identityOf(target)) === broken) {
    await rename(target, join(folder, "broken"));
  }
  try {
    await rename(product, target);
    return true;
  } catch (error) {
    if (["ENOTEMPTY", "EEXIST"].includes((error as NodeJS.ErrnoException).code ?? "")) {
      return false;
    }
    throw error;
  }
}

/** Removes a staging folder with all that is left in it. */
export async function removeStaging({ folder }: Pick<Staging, "folder">): Promise<void> {
  // A child that was stopped may still write its last file.
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

async function removeStale(target: string): Promise<void> {
  const parent = dirname(target);
  const prefix = `${basename(target)}${MARK}`;
  for (const name of await readdir(parent)) {
    const folder = join(parent, name);
    if (name.startsWith(prefix) && (await isStale(folder, name.slice(prefix.length)))) {
      await removeStaging({ folder }).catch(() => {
        // Somebody else's, or just removed by another set-up: no reason to stop this one.
      });
    }
  }
}

async function isStale(folder: string, name: string): Promise<boolean> {
  if (isGone(name.slice(0, name.lastIndexOf("_")))) {
    return true;
  }
  const changed = await stat(folder).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(),
  );
  // A set-up takes minutes: of a process of another machine, too.
  return Date.now() - changed > DAY;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
