import { euclideanNorm } from "../../arithmetic/euclideanNorm";
import { isAnnotation } from "../../files/unknownKeys";
import { notFinite } from "../formats/namedTensor";
import type { Safetensors, Tensor } from "../formats/safetensors";
import type { Layout } from "./layouts";
import type { Obstacle } from "./obstacles";
import { isEmbedding, otherTensor } from "./otherTensors";
import { dotted, type Role, tensorRole } from "./tensorRole";

/** One linear layer of a checkpoint, its matrix in row order whatever the layout. */
export interface LinearLayer {
  /** As the file has it. */
  readonly name: string;
  /** The tensor with the matrix, for errors. */
  readonly matrix: string;
  readonly rows: number;
  readonly columns: number;
  readonly weights: Float64Array;
  /** g, a number for each row; null for a layer without normalisation. */
  readonly gain: Float64Array | null;
  readonly bias: Float64Array | null;
  /** `plain` for a layer without a gain. */
  readonly layout: Layout;
  /** Whether the file has the matrix [in, out], as Flax and Keras do. */
  readonly isTransposed: boolean;
}

interface NamedTensor {
  readonly name: string;
  readonly tensor: Tensor;
  readonly layout: Layout | null;
}

type Parts = Map<Role, NamedTensor>;

/** Below it, Keras's l2_normalize divides by it and not by the norm. */
const SMALLEST_KERAS_NORM = 1e-6;
/** What Flax adds to the squared norm. */
export const FLAX_EPSILON = 1e-12;
/** Rows whose squared norm is less than this many epsilons turn out shorter by more than one part in 20,000. */
const LEAST_EPSILONS = 1e4;

/**
 * The linear layers of a checkpoint, in the order of the file, and all that is no part of one.
 *
 * @example linearLayers(parseSafetensors(bytes)).layers.map(({ name }) => name)
 */
export function linearLayers(file: Safetensors): { layers: LinearLayer[]; obstacles: Obstacle[] } {
  const obstacles: Obstacle[] = [];
  const modules = new Map<string, Parts>();
  const scales: { readonly module: string; readonly part: NamedTensor }[] = [];
  for (const [name, tensor] of file.tensors) {
    if (isAnnotation(name)) {
      continue;
    }
    const other = otherTensor(dotted(name));
    const found = tensorRole(dotted(name));
    if (other !== null) {
      obstacles.push({ module: other.module, sentence: `${name}: ${other.reason}.` });
    } else if (found === null) {
      obstacles.push({ module: dotted(name), sentence: `${name}: nothing here reads a tensor of this name.` });
    } else if (found.role === "scale") {
      scales.push({ module: found.module, part: { name, tensor, layout: found.layout } });
    } else {
      addPart(modules, found.module, found.role, { name, tensor, layout: found.layout }, obstacles);
    }
  }
  addIntegers(file, obstacles);
  for (const { module, part } of scales) {
    const owner = ownerOfScale(module, modules);
    if (owner === null) {
      obstacles.push({ module, sentence: `${part.name}: a scale without a kernel, as layer normalisation has it.` });
    } else {
      addPart(modules, owner, "gain", part, obstacles);
    }
  }
  const layers: LinearLayer[] = [];
  const numbers: Obstacle[] = [];
  for (const [module, parts] of modules) {
    const sentence = problemOf(module, parts) ?? null;
    if (sentence === null) {
      const ofNumbers = numberProblems(module, parts);
      numbers.push(...ofNumbers);
      const layer = layerOf(module, parts);
      layers.push(layer);
      numbers.push(...(ofNumbers.length === 0 ? rowProblems(layer) : []));
    } else {
      obstacles.push({ module, sentence });
    }
  }
  return { layers, obstacles: [...obstacles, ...numbers] };
}

function addPart(
  modules: Map<string, Parts>,
  module: string,
  role: Role,
  part: NamedTensor,
  obstacles: Obstacle[],
): void {
  const parts: Parts = modules.get(module) ?? new Map();
  modules.set(module, parts);
  const before = parts.get(role);
  if (before !== undefined) {
    obstacles.push({ module, sentence: `${part.name} and ${before.name}: two tensors for one part of a layer.` });
  }
  parts.set(role, part);
}

/** Integers are counts and masks, and no obstacle, unless they stand where numbers are expected. */
function addIntegers({ integers = new Map() }: Safetensors, obstacles: Obstacle[]): void {
  for (const [name, type] of integers) {
    const other = otherTensor(dotted(name));
    const found = tensorRole(dotted(name));
    if (other !== null) {
      obstacles.push({ module: other.module, sentence: `${name}: ${other.reason}.` });
    } else if (found !== null) {
      obstacles.push({
        module: found.module,
        sentence: `${name} holds ${type}: quantised weights, of which the scale is not known.`,
      });
    }
  }
}

/** In linen the scale lies in the tree of WeightNorm, by a name of its own, under which the path to the kernel is repeated. */
function ownerOfScale(module: string, modules: ReadonlyMap<string, Parts>): string | null {
  const components = module.split(".");
  const candidates = [module, ...components.map((_, i) => components.filter((_, other) => other !== i).join("."))];
  return candidates.find((candidate) => modules.get(candidate)?.has("columns")) ?? null;
}

/** One sentence, if these tensors are no linear layer. */
function problemOf(module: string, parts: Parts): string | null {
  const matrix = parts.get("rows") ?? parts.get("columns");
  const gain = parts.get("gain");
  const bias = parts.get("bias");
  if (matrix === undefined) {
    const [{ name }] = parts.values();
    return `${name}: there is no matrix beside it.`;
  }
  const { shape } = matrix.tensor;
  const found = `${matrix.name} has shape [${shape.join(", ")}]`;
  if (parts.has("rows") && parts.has("columns")) {
    return `${matrix.name}: a kernel beside it, so that there are two matrices.`;
  }
  if (matrix.layout !== null && gain === undefined) {
    return `${matrix.name}: there is no gain beside it.`;
  }
  if (shape.length > 2) {
    return `${found}: a convolution, or another layer that uses a row several times.`;
  }
  if (shape.length < 2) {
    return `${found}: normalisation of a layer's values, or another layer that is no matrix.`;
  }
  if (shape[0] === 0 || shape[1] === 0) {
    return `${found}: a matrix without entries.`;
  }
  if (isEmbedding(module) && bias === undefined && gain === undefined) {
    return `${found}: an embedding by its name, which is looked up and not multiplied.`;
  }
  const rows = shape[parts.has("columns") ? 1 : 0];
  return (gain && gainProblem(gain, rows, shape)) ?? (bias && biasProblem(bias, rows)) ?? null;
}

function gainProblem({ name, tensor }: NamedTensor, rows: number, matrix: readonly number[]): string | null {
  const { shape, values } = tensor;
  const isPerRow = values.length === rows && shape[0] === rows && shape.slice(1).every((size) => size === 1);
  if (isPerRow && shape.length >= 1) {
    return null;
  }
  const reason =
    values.length === 1
      ? "one norm for the whole matrix (dim=None), not one for each row"
      : `one number for each of the ${rows} rows of a matrix [${matrix.join(", ")}] was expected (dim=0)`;
  return `${name} has shape [${shape.join(", ")}]: ${reason}.`;
}

function biasProblem({ name, tensor: { shape } }: NamedTensor, rows: number): string | null {
  return shape.length === 1 && shape[0] === rows
    ? null
    : `${name} has shape [${shape.join(", ")}]: a number for each of ${rows} rows was expected.`;
}

function layerOf(name: string, parts: Parts): LinearLayer {
  const isTransposed = parts.has("columns");
  const { tensor, name: matrix, layout } = (parts.get("rows") ?? parts.get("columns")) as NamedTensor;
  const [rows, columns] = isTransposed ? [tensor.shape[1], tensor.shape[0]] : tensor.shape;
  const gain = parts.get("gain");
  return {
    name,
    matrix,
    rows,
    columns,
    weights: isTransposed ? transposed(tensor.values, rows, columns) : tensor.values,
    gain: gain?.tensor.values ?? null,
    bias: parts.get("bias")?.tensor.values ?? null,
    layout: layout ?? gain?.layout ?? "plain",
    isTransposed,
  };
}

/** The matrix [columns, rows] in row order, as [rows, columns]. */
function transposed(values: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(values.length);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < columns; k++) {
      result[i * columns + k] = values[k * rows + i];
    }
  }
  return result;
}

/** The first entry of each tensor of a layer that is no number. */
function numberProblems(module: string, parts: Parts): Obstacle[] {
  return [...parts.values()].flatMap(({ name, tensor }) => {
    const bad = notFinite(tensor);
    return bad === null
      ? []
      : [
          {
            module,
            sentence: `${name}: ${bad.entry} is ${bad.value}${bad.reason === null ? "" : `, as ${bad.reason}`}.`,
          },
        ];
  });
}

/** The first row of a normalised layer that has no direction, or not the one that the framework gives it. */
function rowProblems({ name, matrix, rows, columns, weights, gain, layout }: LinearLayer): Obstacle[] {
  for (let i = 0; i < rows && gain !== null; i++) {
    const norm = euclideanNorm(weights, i * columns, columns);
    const problem =
      norm === 0
        ? "is zero, and has no direction"
        : layout === "flax" && norm * norm < LEAST_EPSILONS * FLAX_EPSILON
          ? `has norm ${norm}: Flax's epsilon ${FLAX_EPSILON} shortens it, which this model does not`
          : layout === "keras" && norm < SMALLEST_KERAS_NORM
            ? `has norm ${norm}: Keras divides by ${SMALLEST_KERAS_NORM} instead, which this model does not`
            : null;
    if (problem !== null) {
      return [{ module: name, sentence: `${matrix}: row ${i} of the layer ${problem}.` }];
    }
  }
  return [];
}
