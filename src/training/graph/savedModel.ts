import { type GraphNode, nodeFields } from "./graphNode";
import { bytesField, type Field, numberField } from "./protobuf";

/** The tag under which the graph of a SavedModel is found. */
export const SAVED_MODEL_TAG = "serve";

/** The version of TensorFlow's graph format, that of TensorFlow 2.15. */
const PRODUCER = 1645;

/** The content of saved_model.pb: a SavedModel of one graph, without variables. */
export function savedModel(nodes: readonly GraphNode[]): Uint8Array {
  const versions = bytesField(4, [numberField(1, PRODUCER)]);
  const graph: Field[] = [...nodes.map((node) => bytesField(1, nodeFields(node))), versions];
  const metaGraph = [bytesField(1, [bytesField(4, SAVED_MODEL_TAG)]), bytesField(2, graph)];
  return Buffer.concat([numberField(1, 1), bytesField(2, metaGraph)]);
}
