import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Tensor } from "@tensorflow/tfjs-core";
import { writing } from "../../files/writeError";
import { writeWhole } from "../../files/writeWhole";
import type { TensorFlow } from "../backend/loadTensorflow";
import type { GraphNode } from "./graphNode";
import { SAVED_MODEL_TAG, savedModel } from "./savedModel";

/**
 * The part of tfjs-node's backend that runs SavedModels, and does so at once. (`tf.node.loadSavedModel` is asynchronous, and
 * reads the file a second time in JavaScript.)
 */
interface NativeBackend {
  loadSavedModelMetaGraph(folder: string, tags: string): number;
  runSavedModel(
    id: number,
    inputs: readonly Tensor[],
    placeholders: readonly Named[],
    outputNames: readonly string[],
  ): Tensor[];
  deleteSavedModel(id: number): void;
}

/** A node, or what stands for its result. */
interface Named {
  readonly name: string;
}

/** Whether this TensorFlow can run graphs. */
export function runsGraphs(tf: TensorFlow): boolean {
  return tf.getBackend() === "tensorflow";
}

/** A graph in TensorFlow's library, ready to run. To be disposed. */
export class GraphSession {
  private readonly backend: NativeBackend;
  private readonly id: number;

  constructor(tf: TensorFlow, nodes: readonly GraphNode[]) {
    this.backend = tf.backend() as unknown as NativeBackend;
    // The library takes graphs from files only; it has read them by the time it returns.
    const folder = writing(tmpdir(), () => mkdtempSync(join(tmpdir(), "wnb-graph-")));
    try {
      writeWhole(join(folder, "saved_model.pb"), savedModel(nodes));
      this.id = this.backend.loadSavedModelMetaGraph(folder, SAVED_MODEL_TAG);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** The results of some nodes, given those of the placeholders `fed`: tensors that stay in the library. */
  run(fed: readonly Named[], tensors: readonly Tensor[], fetched: readonly Named[]): Tensor[] {
    // The first result of a node, and the only one that these operations have.
    const placeholders = fed.map(({ name }) => ({ name: `${name}:0` }));
    const outputs = fetched.map(({ name }) => `${name}:0`);
    return this.backend.runSavedModel(this.id, tensors, placeholders, outputs);
  }

  dispose(): void {
    this.backend.deleteSavedModel(this.id);
  }
}
