import {
  accessSync,
  constants,
  mkdirSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { isRunning } from "../network/isRunning";

/** A folder that another run has just removed, as it was empty, is made again this often. */
const ATTEMPTS = 10;

/**
 * Writes a file such that nobody ever sees half of it, nor half-written files beside it, even where a run is killed or the machine
 * stops: it is written to a hidden folder beside its own, flushed to the disk, and moved. What killed runs have left there is
 * removed by the next one.
 */
export function placeWhole(path: string, text: string): void {
  const partials = partialsOf(dirname(resolve(path)));
  const partial = join(partials, `${process.pid}-${basename(path)}`);
  for (let attempt = 1; ; attempt++) {
    mkdirSync(partials, { recursive: true });
    try {
      dropStale(partials);
      writeFileSync(partial, text, { flush: true });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT" || attempt === ATTEMPTS) {
        throw error;
      }
    }
  }
  renameSync(partial, path);
  try {
    rmdirSync(partials);
  } catch {
    // Another run is writing, or has removed it.
  }
}

/** Beside the folder; within it where files could not be moved from there, as into a volume of its own. */
function partialsOf(folder: string): string {
  const parent = dirname(folder);
  try {
    accessSync(parent, constants.W_OK);
    if (statSync(parent).dev === statSync(folder).dev) {
      return join(parent, `.${basename(folder)}.partial`);
    }
  } catch {
    // Not ours to write to.
  }
  return join(folder, ".partial");
}

function dropStale(partials: string): void {
  for (const name of readdirSync(partials)) {
    const pid = Number(name.split("-")[0]);
    if (pid !== process.pid && !isRunning(pid)) {
      rmSync(join(partials, name), { force: true });
    }
  }
}
