import type { TensorFlow } from "../../src/training/backend/loadTensorflow";
import { openNative } from "../../src/training/backend/openNative";

const folder = process.env["WNB_TEST_TFJS_NODE"];

/** A test on the native backend: skipped, and counted as such, where there is none (properties/backend.ts says so). */
export const nativeTest = folder === undefined ? test.skip : test;

let opened: TensorFlow | null = null;

/** TensorFlow's native kernels, for the bodies of native tests. */
export function nativeTensorflow(): TensorFlow {
  opened ??= openNative(folder ?? "").tf;
  return opened;
}
