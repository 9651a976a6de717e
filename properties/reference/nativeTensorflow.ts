import type { TensorFlow } from "../../src/training/backend/loadTensorflow";
import { openNative } from "../../src/training/backend/openNative";
import { onlyInFull } from "../onlyInFull";

const folder = process.env["WNB_TEST_TFJS_NODE"];

/** Whether properties/backend.ts has found a native TensorFlow. */
export const hasNative = folder !== undefined;

/** A test of the native kernels: skipped, and counted as such, where there are none (properties/backend.ts says so). */
export const nativeTest = hasNative ? test : test.skip;

/** The same, at full depth alone. */
export const nativeInFull = hasNative ? onlyInFull : test.skip;

let opened: TensorFlow | null = null;

/** TensorFlow's native kernels, for the bodies of native tests. */
export function nativeTensorflow(): TensorFlow {
  opened ??= openNative(folder ?? "").tf;
  return opened;
}
