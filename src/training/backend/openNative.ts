import type * as TensorFlow from "@tensorflow/tfjs-core";

/** TensorFlow as it is in this process. */
interface OpenedTensorFlow {
  readonly tf: typeof TensorFlow;
  /** The version of TensorFlow's library. */
  readonly version: string;
}

/**
 * Loads a tfjs-node into this process. A broken library may end the process instead of throwing: try it in a child
 * first (`trialOf`).
 *
 * @param tfjsNode the package's folder
 */
export function openNative(tfjsNode: string): OpenedTensorFlow {
  // What TensorFlow has to say about the CPU; warnings and errors stay.
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "2";
  bringBackOldPredicates();
  const tf: typeof TensorFlow = require(tfjsNode);
  const { binding } = tf.backend() as unknown as { binding: { TF_Version: string } };
  return { tf, version: binding.TF_Version };
}

/** tfjs-node 4.22.0 calls two functions that Node 22 warns of and Node 23 no longer has. */
function bringBackOldPredicates(): void {
  Object.assign(require("node:util"), {
    isNullOrUndefined: (value: unknown) => value === null || value === undefined,
    isArray: Array.isArray,
  });
}
