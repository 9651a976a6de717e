import type { TensorFlow } from "../../src/training/backend/loadTensorflow";
import { openWasm } from "../../src/training/backend/openWasm";
import { hasNative, nativeTensorflow } from "./nativeTensorflow";

/** TensorFlow for tests that train, whichever there is: native, or else WebAssembly (properties/backend.ts says which). */
export async function trainingTensorflow(): Promise<TensorFlow> {
  return hasNative ? nativeTensorflow() : openWasm();
}
