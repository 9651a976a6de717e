const PROBLEMS: Readonly<Record<string, string>> = {
  ENOSPC: "there is no space left on the disk",
  EDQUOT: "the disk quota is used up",
  EFBIG: "the file is too large for the limit of this process or disk",
  EROFS: "the disk is read-only",
  EACCES: "writing is not permitted",
  EPERM: "writing is not permitted",
  EIO: "the disk cannot be read or written",
  ENOTDIR: "part of the path is a file",
};

/**
 * What an error code of the operating system says of a disk, for people; undefined for codes that say nothing of it.
 *
 * @example diskProblem("ENOSPC") // "there is no space left on the disk"
 */
export function diskProblem(code: string | undefined): string | undefined {
  return code === undefined ? undefined : PROBLEMS[code];
}
