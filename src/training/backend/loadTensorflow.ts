import { dirname } from "node:path";
import { InputError } from "../../files/inputError";
import { type BackendChoice, chosenBackend } from "./backendChoice";
import { cacheFolder } from "./cacheFolder";
import { findNative } from "./findNative";
import { openNative } from "./openNative";
import { openWasm } from "./openWasm";
import { SetUpError, SetUpInterrupted } from "./setUpError";
import { forgetTrial } from "./trial";

/** The functions that tfjs-node and tfjs-core have in common. */
export type TensorFlow = typeof import("@tensorflow/tfjs-core");

/** TensorFlow, ready to compute. */
export interface Backend {
  readonly tf: TensorFlow;
  readonly kind: "native" | "wasm";
  /** Of the library: "TensorFlow 2.15.1" or "TensorFlow.js 4.22.0 (WebAssembly)". */
  readonly version: string;
  /** The folder it was loaded from. */
  readonly where: string;
}

/** How TensorFlow is loaded. */
interface LoadOptions {
  /** "auto" by default: native if there is one, else WebAssembly. WNB_BACKEND overrides it. */
  readonly backend?: BackendChoice | undefined;
  /** Build a native one in the cache if none works. */
  readonly setUp?: boolean | undefined;
  /** Told of what people should see: the steps of a set-up, and why WebAssembly is used. */
  readonly say: (line: string) => void;
}

/**
 * Loads TensorFlow: the project's own tfjs-node, or the one in the cache, or one that is set up now, or WebAssembly.
 * Ctrl-C during a set-up ends the process.
 *
 * @throws InputError if the native one is asked for and there is none
 * @example const { tf, version } = await loadTensorflow({ setUp: true, say: console.error });
 */
export async function loadTensorflow({ backend, setUp = false, say }: LoadOptions): Promise<Backend> {
  const choice = chosenBackend(backend);
  if (choice === "wasm") {
    return wasmBackend();
  }
  const cache = await cacheFolder();
  const { found, problems } = await findNative(cache);
  if (found !== null) {
    try {
      return nativeBackend(found.tfjsNode);
    } catch (error) {
      await forgetTrial(found.tfjsNode, cache);
      problems.push(`${found.tfjsNode} does not load: ${(error as Error).message.split("\n")[0]}`);
    }
  }
  let problem = problems.join("; ") || "it is not installed";
  if (setUp) {
    for (const line of problems) {
      say(line);
    }
    const outcome = await setUpNow(cache, say);
    if ("tfjsNode" in outcome) {
      return nativeBackend(outcome.tfjsNode);
    }
    problem = outcome.problem;
  }
  if (choice === "native") {
    throw new InputError(
      "backend native",
      `no native TensorFlow (${problem})`,
      "one; npm run setup:tensorflow builds it",
    );
  }
  say(`Native TensorFlow is missing: ${problem}`);
  say(
    `WebAssembly is used instead; it is much slower.${setUp ? "" : " npm run setup:tensorflow builds the native one."}`,
  );
  return wasmBackend();
}

function nativeBackend(tfjsNode: string): Backend {
  const { tf, version } = openNative(tfjsNode);
  return { tf, kind: "native", version: `TensorFlow ${version}`, where: tfjsNode };
}

async function setUpNow(
  cache: string,
  say: (line: string) => void,
): Promise<{ tfjsNode: string } | { problem: string }> {
  const { setUp } = await import("./setUp.js");
  try {
    return { tfjsNode: await setUp({ cache, say }) };
  } catch (error) {
    if (error instanceof SetUpInterrupted) {
      say(error.message);
      process.exit(error.exitCode);
    }
    if (error instanceof SetUpError) {
      return { problem: error.message };
    }
    throw error;
  }
}

async function wasmBackend(): Promise<Backend> {
  const tf = await openWasm();
  return {
    tf,
    kind: "wasm",
    version: `TensorFlow.js ${tf.version_core} (WebAssembly)`,
    where: dirname(require.resolve("@tensorflow/tfjs-backend-wasm/package.json")),
  };
}
