import type { Scalar, Tensor, Tensor2D } from "@tensorflow/tfjs-core";

/** A matrix, or one number for each of its entries. Columns [m, 1] are broadcast, as everywhere in TensorFlow. */
type Operand = Tensor2D | number;

type Entrywise = (x: Tensor2D) => Tensor2D;
type Binary = (a: Operand, b: Operand) => Tensor2D;

/**
 * The functions of TensorFlow that training is made of. TensorFlow.js has them all, and so has a GraphRecorder: what is written
 * over this interface can be computed op by op, or recorded as a graph.
 */
export interface Operations {
  matMul(a: Tensor2D, b: Tensor2D, transposeA?: boolean, transposeB?: boolean): Tensor2D;
  readonly add: Binary;
  readonly sub: Binary;
  readonly mul: Binary;
  readonly div: Binary;
  readonly pow: Binary;
  addN<T extends Tensor>(terms: T[]): T;

  /** 1 where a < b (a > b), of the type bool. */
  readonly less: Binary;
  readonly greater: Binary;
  cast(x: Tensor2D, type: "float32"): Tensor2D;

  /** Of all entries, or of each row [m, 1]. */
  sum(x: Tensor2D): Scalar;
  sum(x: Tensor2D, axis: 1, keepDimensions: true): Tensor2D;
  min(x: Tensor): Scalar;
  mean(x: Tensor2D): Scalar;
  stack(scalars: Scalar[]): Tensor;

  clipByValue(x: Tensor2D, smallest: number, largest: number): Tensor2D;
  readonly abs: Entrywise;
  readonly atan: Entrywise;
  readonly clone: Entrywise;
  readonly cos: Entrywise;
  readonly erf: Entrywise;
  readonly exp: Entrywise;
  readonly log1p: Entrywise;
  readonly neg: Entrywise;
  readonly onesLike: Entrywise;
  readonly reciprocal: Entrywise;
  readonly relu: Entrywise;
  readonly rsqrt: Entrywise;
  readonly sigmoid: Entrywise;
  readonly sign: Entrywise;
  readonly sin: Entrywise;
  readonly sqrt: Entrywise;
  readonly square: Entrywise;
  readonly tanh: Entrywise;
  readonly zerosLike: Entrywise;
}
