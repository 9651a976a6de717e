import type { NetworkFile } from "./networkJson";
import type { ActivationOptions } from "./networkSafetensors";

/** A file format that networks are read from and written to. */
export interface NetworkFormat {
  /** As errors and help call it. */
  readonly name: string;
  /** Of the names of its files, with the dot: which format is written. */
  readonly ending: string;
  /** Whether these are bytes of a file of this format, damaged or not: which format is read. */
  recognises(bytes: Uint8Array): boolean;
  /**
   * @param given the activation for files that name none
   * @throws InputError that names the place in the file, what was found and what was expected
   */
  read(bytes: Uint8Array, given: Partial<ActivationOptions>): NetworkFile;
  /** @throws InputError for what the format cannot hold */
  write(file: NetworkFile): string | Uint8Array;
}
