import { createHash } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { hostname } from "node:os";

/**
 * This process, such that no other one has the same token: number, start and machine. A process number alone comes again, and means
 * nothing to another machine or container that shares the folder.
 *
 * @example thisProcess() // "4711_8151623-f82edf6b_1b6453892473"
 */
export function thisProcess(): string {
  return `${process.pid}_${startOf(process.pid)}_${machine()}`;
}

/** The process number in a token; null if it has none. A number alone, as earlier versions wrote it, is a token too. */
export function processNumber(token: string): number | null {
  const number = TOKEN.exec(token)?.[1];
  return number === undefined ? null : Number(number);
}

/**
 * Whether a process is gone for certain: false for one on another machine, and for what is not a token, as nothing is known.
 *
 * @example isGone(thisProcess()) // false
 */
export function isGone(token: string): boolean {
  const [, number, start, where] = TOKEN.exec(token) ?? [];
  if (number === undefined || (where !== undefined && where !== machine())) {
    return false;
  }
  if (!isRunning(Number(number))) {
    return true;
  }
  const startNow = startOf(Number(number));
  return Boolean(start) && startNow !== "" && start !== startNow;
}

const TOKEN = /^([1-9]\d*)(?:_([\da-f-]*)_([\da-f]+))?$/;

function isRunning(number: number): boolean {
  try {
    process.kill(number, 0);
    return true;
  } catch (error) {
    // Not permitted to signal it: it is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** When a process was started, in the kernel's ticks, and since which boot; empty where the system does not tell. */
function startOf(number: number): string {
  const status = readOr(() => readFileSync(`/proc/${number}/stat`, "utf8"));
  // Field 22; the second one is a name in parentheses, which may contain anything.
  const ticks = status.slice(status.lastIndexOf(")") + 2).split(" ")[19];
  const boot = readOr(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8")).slice(0, 8);
  return ticks === undefined ? "" : `${ticks}-${boot}`;
}

/** The host, and the container on it if process numbers have another meaning there. */
function machine(): string {
  const namespace = readOr(() => readlinkSync("/proc/self/ns/pid"));
  return createHash("sha256").update(`${hostname()} ${namespace}`).digest("hex").slice(0, 12);
}

function readOr(read: () => string): string {
  try {
    return read();
  } catch {
    return "";
  }
}
