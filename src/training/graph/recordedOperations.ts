import type { Scalar, Tensor, Tensor2D } from "@tensorflow/tfjs-core";
import { flagAttribute, integerAttribute, typeAttribute } from "./graphNode";
import type { GraphRecorder, Recordable } from "./graphRecorder";
import type { Operations } from "./operations";

/** The operations as TensorFlow's graphs have them: each call is a node of the recorder's graph. */
export function recordedOperations(recorder: GraphRecorder): Operations {
  const entrywise =
    (operation: string) =>
    (x: Tensor): Tensor2D => {
      const { shape, dtype } = recorder.recorded(x);
      const attributes = { T: typeAttribute(dtype) };
      return recorder.node(operation, [recorder.recorded(x)], shape, dtype, attributes).asTensor();
    };
  const binary =
    (operation: string, result: "float32" | "bool" = "float32") =>
    (a: Recordable, b: Recordable): Tensor2D => {
      const operands = [recorder.recorded(a), recorder.recorded(b)];
      const shape = broadcast(operands[0].shape, operands[1].shape);
      return recorder.node(operation, operands, shape, result, { T: typeAttribute("float32") }).asTensor();
    };
  const reduction =
    (operation: string) =>
    <T extends Tensor>(x: Tensor, axis?: number, keepDimensions = false): T => {
      const operand = recorder.recorded(x);
      const axes = axis === undefined ? operand.shape.map((_, i) => i) : [axis];
      const kept = operand.shape.map((size, i) => (axes.includes(i) ? 1 : size));
      const shape = keepDimensions ? kept : kept.filter((_, i) => !axes.includes(i));
      const inputs = [operand, recorder.constant("int32", [axes.length], axes)];
      const types = { T: typeAttribute("float32"), Tidx: typeAttribute("int32") };
      return recorder
        .node(operation, inputs, shape, "float32", { ...types, keep_dims: flagAttribute(keepDimensions) })
        .asTensor();
    };
  /** Any number of tensors of one shape. */
  const collected = <T extends Tensor>(operation: string, terms: readonly Tensor[], isStack: boolean): T => {
    const inputs = terms.map((term) => recorder.recorded(term));
    const shape = isStack ? [inputs.length, ...inputs[0].shape] : inputs[0].shape;
    const attributes = { T: typeAttribute("float32"), N: integerAttribute(inputs.length) };
    return recorder.node(operation, inputs, shape, "float32", attributes).asTensor();
  };
  return {
    matMul: (a, b, transposeA = false, transposeB = false) => {
      const [left, right] = [recorder.recorded(a), recorder.recorded(b)];
      const shape = [left.shape[transposeA ? 1 : 0], right.shape[transposeB ? 0 : 1]];
      // What TensorFlow.js takes as well; a few per cent faster than "MatMul". For real numbers, adjoint is transposed.
      const transposes = { adj_x: flagAttribute(transposeA), adj_y: flagAttribute(transposeB) };
      return recorder
        .node("BatchMatMulV2", [left, right], shape, "float32", { T: typeAttribute("float32"), ...transposes })
        .asTensor();
    },
    cast: (x) => {
      const operand = recorder.recorded(x);
      const attributes = { SrcT: typeAttribute(operand.dtype), DstT: typeAttribute("float32") };
      return recorder.node("Cast", [operand], operand.shape, "float32", attributes).asTensor();
    },
    clipByValue: (x, smallest, largest) => {
      const inputs = [x, smallest, largest].map((input) => recorder.recorded(input));
      const attributes = { T: typeAttribute("float32") };
      return recorder.node("ClipByValue", inputs, inputs[0].shape, "float32", attributes).asTensor();
    },
    addN: <T extends Tensor>(terms: T[]): T => collected<T>("AddN", terms, false),
    stack: (scalars: Scalar[]) => collected("Pack", scalars, true),
    sum: reduction("Sum"),
    min: reduction("Min"),
    mean: reduction("Mean"),
    add: binary("AddV2"),
    sub: binary("Sub"),
    mul: binary("Mul"),
    div: binary("RealDiv"),
    pow: binary("Pow"),
    less: binary("Less", "bool"),
    greater: binary("Greater", "bool"),
    abs: entrywise("Abs"),
    atan: entrywise("Atan"),
    clone: entrywise("Identity"),
    cos: entrywise("Cos"),
    erf: entrywise("Erf"),
    exp: entrywise("Exp"),
    log1p: entrywise("Log1p"),
    neg: entrywise("Neg"),
    onesLike: entrywise("OnesLike"),
    reciprocal: entrywise("Reciprocal"),
    relu: entrywise("Relu"),
    rsqrt: entrywise("Rsqrt"),
    sigmoid: entrywise("Sigmoid"),
    sign: entrywise("Sign"),
    sin: entrywise("Sin"),
    sqrt: entrywise("Sqrt"),
    square: entrywise("Square"),
    tanh: entrywise("Tanh"),
    zerosLike: entrywise("ZerosLike"),
  };
}

/** The shape of a sum: sizes of 1, and those that one operand lacks, are stretched. */
function broadcast(a: readonly number[], b: readonly number[]): readonly number[] {
  const [longer, shorter] = a.length >= b.length ? [a, b] : [b, a];
  const offset = longer.length - shorter.length;
  return longer.map((size, i) => {
    const other = i < offset ? 1 : shorter[i - offset];
    if (size !== other && size !== 1 && other !== 1) {
      throw new Error(`shapes [${a}] and [${b}] do not fit`);
    }
    return size === 1 ? other : size;
  });
}
