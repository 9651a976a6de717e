import { basename } from "node:path";
import { InputError } from "../../files/inputError";

/** How to write a safetensors file from PyTorch. */
const SAVE_FROM_TORCH = 'from safetensors.torch import save_file; save_file(model.state_dict(), "model.safetensors")';
const SAVE_FROM_FLAX =
  'from flax.traverse_util import flatten_dict; from safetensors.flax import save_file; save_file(flatten_dict(params, sep="/"), "model.safetensors")';
const SAVE_FROM_KERAS =
  'from safetensors.numpy import save_file; save_file({v.path: v.numpy() for v in model.weights}, "model.safetensors")';

/** Where the names of the files in a zip archive stand: at its end, and those of the first files at its beginning. */
const ZIP_ENDS = 65_536;

interface Content {
  readonly found: string;
  /** Written in Python: files of others are never opened here by a reader that could run what is in them. */
  readonly expected: string;
}

/**
 * Refuses what other programs write in their own formats, and parts of a checkpoint, each with how to make a file of it that is read here.
 *
 * @param source the name of the file, which tells a part of a checkpoint
 * @throws InputError; nothing is unpickled or unpacked
 * @example refuseForeign(bytes, "model.pt")
 */
export function refuseForeign(bytes: Uint8Array, source: string): void {
  const content = contentOf(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), basename(source));
  if (content !== null) {
    throw new InputError("content", content.found, content.expected);
  }
}

function contentOf(bytes: Buffer, name: string): Content | null {
  if (bytes.subarray(0, 4).toString("latin1") === "PK\x03\x04") {
    return zipContent(bytes);
  }
  if (bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5) {
    return pickled("a pickle");
  }
  if (bytes.subarray(0, 8).toString("latin1") === "\x89HDF\r\n\x1a\n") {
    return { found: "an HDF5 file (Keras)", expected: `safetensors; in Python: ${SAVE_FROM_KERAS}` };
  }
  if (bytes.subarray(0, 6).toString("latin1") === "\x93NUMPY") {
    return { found: "a NumPy array", expected: "a network: arrays hold its inputs and targets" };
  }
  if (isMessagePackMap(bytes)) {
    return { found: "a msgpack file (Flax)", expected: `safetensors; in Python: ${SAVE_FROM_FLAX}` };
  }
  return indexContent(bytes) ?? partContent(name);
}

function pickled(found: string): Content {
  return {
    found: `${found}, which can run any program while it is read: it is not opened`,
    expected: `safetensors; in Python: ${SAVE_FROM_TORCH}`,
  };
}

function zipContent(bytes: Buffer): Content {
  const names = Buffer.concat([bytes.subarray(0, ZIP_ENDS), bytes.subarray(-ZIP_ENDS)]).toString("latin1");
  if (names.includes("data.pkl")) {
    return pickled("a zip archive with a pickle in it (torch.save)");
  }
  if (names.includes("model.weights.h5")) {
    return { found: "a Keras archive", expected: `safetensors; in Python: ${SAVE_FROM_KERAS}` };
  }
  return { found: "a zip archive", expected: "a network file, JSON or safetensors" };
}

/** A map of at least one entry whose first key is a string, as flax.serialization writes it. */
function isMessagePackMap(bytes: Buffer): boolean {
  const ofMap = bytes[0] > 0x80 && bytes[0] <= 0x8f ? 1 : bytes[0] === 0xde ? 3 : bytes[0] === 0xdf ? 5 : null;
  if (ofMap === null) {
    return false;
  }
  const key = bytes[ofMap];
  return (key >= 0xa0 && key <= 0xbf) || key === 0xd9;
}

function indexContent(bytes: Buffer): Content | null {
  if (!bytes.includes('"weight_map"')) {
    return null;
  }
  const files = [...new Set(bytes.toString("utf8").match(/"[^"\\]+\.safetensors"/g) ?? [])].sort();
  return {
    found: `the index of a checkpoint in ${files.length} files`,
    expected: `one file; in Python: ${merged(`[${files.join(", ")}]`)}`,
  };
}

function partContent(name: string): Content | null {
  const [, stem, part, parts] = /^(.*)-(\d+)-of-(\d+)\.safetensors$/.exec(name) ?? [];
  if (parts === undefined || Number(parts) < 2) {
    return null;
  }
  return {
    found: `part ${Number(part)} of ${Number(parts)} of a checkpoint (its index: ${stem}.safetensors.index.json)`,
    expected: `one file; in Python: import glob; ${merged(`glob.glob("${stem}-*-of-${parts}.safetensors")`)}`,
  };
}

function merged(files: string): string {
  return `from safetensors.torch import load_file, save_file; save_file({k: v for f in ${files} for k, v in load_file(f).items()}, "merged.safetensors")`;
}
