import type * as TensorFlow from "@tensorflow/tfjs-core";
import { needPackages } from "../../files/optionalPackages";

const EVENTS = ["uncaughtException", "unhandledRejection"] as const;

/**
 * Loads TensorFlow.js on WebAssembly into this process. It registers kernels only: `tf.grad` and chained calls such as
 * `x.add(y)` are for tfjs-node.
 *
 * @throws InputError where its packages are not installed
 */
export async function openWasm(): Promise<typeof TensorFlow> {
  needPackages(["training"]);
  const handlers = EVENTS.map((event) => ({ event, before: process.listeners(event as "uncaughtException") }));
  const tf: typeof TensorFlow = require("@tensorflow/tfjs-core");
  require("@tensorflow/tfjs-backend-wasm");
  if (!(await tf.setBackend("wasm"))) {
    throw new Error("TensorFlow.js could not start its WebAssembly backend");
  }
  await tf.ready();
  // Emscripten rethrows every uncaught error from a handler of its own: Node would print its source and exit with 7.
  for (const { event, before } of handlers) {
    for (const handler of process.listeners(event as "uncaughtException")) {
      if (!before.includes(handler)) {
        process.removeListener(event, handler);
      }
    }
  }
  return tf;
}
