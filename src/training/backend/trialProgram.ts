/** A program of its own: loads the tfjs-node in a folder, multiplies two matrices, prints the library's version. */
import { openNative } from "./openNative";

const { tf, version } = openNative(process.argv[2] ?? "");
const product = tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([5, 6, 7, 8], [2, 2])).dataSync();
if (product.join() !== "19,22,43,50") {
  throw new Error(`wrong product of two matrices: ${product.join()}`);
}
console.log(version);
