/**
 * Whether a process of this machine is running: the holder of a lock, or the writer of a file.
 *
 * @param processNumber as read from a file; what is no process number is none
 * @example isRunning(process.pid) // true
 */
export function isRunning(processNumber: number): boolean {
  if (!Number.isSafeInteger(processNumber) || processNumber <= 0) {
    return false;
  }
  try {
    process.kill(processNumber, 0);
    return true;
  } catch (error) {
    // Not permitted to signal it: it is there.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
