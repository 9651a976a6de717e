import { closeSync, fstatSync, fsyncSync, ftruncateSync, openSync } from "node:fs";
import { bytesOf, writeAll } from "./writeAll";
import { reasonOf, WriteError, writing } from "./writeError";

/** A file that grows: each text is added whole or not at all. To be closed. */
export class AppendedFile {
  private readonly descriptor: number;
  private size: number;

  /** @throws WriteError that names the file */
  constructor(readonly path: string) {
    this.descriptor = writing(path, () => openSync(path, "a"));
    this.size = fstatSync(this.descriptor).size;
  }

  /** @throws WriteError, and the file ends where it ended before */
  append(text: string): void {
    const bytes = bytesOf(text);
    try {
      writeAll(this.descriptor, bytes);
    } catch (error) {
      this.cutBack();
      throw new WriteError(this.path, reasonOf(error) ?? String(error));
    }
    this.size += bytes.length;
  }

  /** To the disk. */
  flush(): void {
    writing(this.path, () => fsyncSync(this.descriptor));
  }

  close(): void {
    writing(this.path, () => closeSync(this.descriptor));
  }

  private cutBack(): void {
    try {
      ftruncateSync(this.descriptor, this.size);
    } catch {
      // A device, or a disk that can do nothing more: who reads the file leaves out a line that is cut.
    }
  }
}
