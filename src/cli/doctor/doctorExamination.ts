import { arch, availableParallelism, platform, release, totalmem } from "node:os";
import { type DataSetFound, dataSetsFound } from "../../dataSets/readDataSet";
import { InputError } from "../../files/inputError";
import { chosenBackend } from "../../training/backend/backendChoice";
import { cacheFolder } from "../../training/backend/cacheFolder";
import { loadTensorflow } from "../../training/backend/loadTensorflow";
import { findCompiler, findPip } from "../../training/backend/tools";
import { type Configuration, configuration } from "../shared/configuration";

/** What `wnb doctor --json` prints: all that an answer to "why is it slow here" needs. */
export interface Examination {
  readonly format: "weightnorm-doctor/1";
  readonly version: string;
  readonly node: string;
  readonly platform: string;
  readonly cores: number;
  /** What the working folder says for all commands; null without wnb.config. */
  readonly configuration: Configuration | null;
  readonly memoryBytes: number;
  /** Null if WNB_BACKEND asks for one that is not there. */
  readonly backend: { readonly kind: "native" | "wasm"; readonly version: string; readonly where: string } | null;
  /** What there is to say about the backend. */
  readonly notes: readonly string[];
  readonly cacheFolder: string;
  readonly dataSets: readonly DataSetFound[];
  /** What `npm run setup:tensorflow` uses; only where the native backend is missing. */
  readonly tools?: { readonly pip: string | null; readonly compiler: string | null };
}

/**
 * Looks at this machine; changes nothing.
 *
 * @throws InputError for a WNB_BACKEND that is none
 * @param version the version of this package
 * @param dataDirectory the folder of the CIFAR-10 batches
 */
export async function examine(version: string, dataDirectory: string | undefined): Promise<Examination> {
  // A backend that does not exist is no finding, but bad input.
  chosenBackend();
  const notes: string[] = [];
  const backend = await backendHere(notes);
  const tools =
    backend?.kind === "native"
      ? {}
      : { tools: { pip: findPip()?.join(" ") ?? null, compiler: findCompiler()?.join(" ") ?? null } };
  return {
    format: "weightnorm-doctor/1",
    version,
    node: process.version,
    platform: `${platform()} ${release()} ${arch()}`,
    cores: availableParallelism(),
    configuration: configuration(),
    memoryBytes: totalmem(),
    backend,
    notes,
    cacheFolder: await cacheFolder(),
    dataSets: dataSetsFound(dataDirectory),
    ...tools,
  };
}

async function backendHere(notes: string[]): Promise<Examination["backend"]> {
  try {
    const { kind, version, where } = await loadTensorflow({ say: (line) => notes.push(line) });
    return { kind, version, where };
  } catch (error) {
    if (error instanceof InputError) {
      notes.push(error.message);
      return null;
    }
    throw error;
  }
}
