import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { type Entry, openPromise } from "yauzl";
import { withByteProgress } from "./byteProgress";
import { SetUpError } from "./setUpError";

/** Where the parts of a wheel go. */
interface UnpackedWheel {
  readonly libraries: string;
  /** The headers of the C API; needed until the binding is compiled. */
  readonly headers: string;
  readonly licence: string;
}

/** The shared libraries that tfjs-node's binding is linked with. */
export const libraryNames = ["libtensorflow_cc.so.2", "libtensorflow_framework.so.2"] as const;

const HEADERS = "tensorflow/include/";

/** Unpacks the few files of a wheel that the binding needs: libraries, headers of the C API, licence. */
export async function unpackWheel(path: string, to: UnpackedWheel, signal: AbortSignal): Promise<void> {
  const zip = await openPromise(path, { autoClose: false });
  try {
    const wanted: [Entry, string][] = [];
    for await (const entry of zip.eachEntry()) {
      const place = placeOf(entry.fileName, to);
      if (place !== null) {
        wanted.push([entry, place]);
      }
    }
    for (const name of libraryNames) {
      if (!wanted.some(([, place]) => basename(place) === name)) {
        throw new SetUpError(`${path}: found no ${name} in this wheel.`);
      }
    }
    const bytes = wanted.reduce((sum, [entry]) => sum + entry.uncompressedSize, 0);
    await withByteProgress(bytes, async (counted) => {
      for (const [entry, place] of wanted) {
        await mkdir(dirname(place), { recursive: true });
        await pipeline(await zip.openReadStreamPromise(entry), counted(), createWriteStream(place), { signal });
      }
    });
  } finally {
    zip.close();
  }
}

function placeOf(name: string, { libraries, headers, licence }: UnpackedWheel): string | null {
  if (libraryNames.some((library) => name === `tensorflow/${library}`)) {
    return join(libraries, basename(name));
  }
  // A few dozen of twelve thousand headers: the C API includes no others.
  if (/^tensorflow\/include\/(tensorflow\/(c|core\/platform)|tsl\/(c|platform))\/.*\.h$/.test(name)) {
    return join(headers, name.slice(HEADERS.length));
  }
  return /^[^/]+\.dist-info\/LICENSE$/.test(name) ? licence : null;
}
