/** The class of what counts as a tensor in a structure. */
type TensorClass<L> = abstract new (...parameters: never[]) => L;

/**
 * The structure with every tensor in it replaced, in the order of its keys. All else stays: numbers, flags, functions.
 *
 * @example mapTensors({ layers: [a, b], width: 2 }, tf.Tensor, square) // { layers: [square(a), square(b)], width: 2 }
 */
export function mapTensors<L>(structure: unknown, kind: TensorClass<L>, replace: (tensor: L) => unknown): unknown {
  if (structure instanceof kind) {
    return replace(structure);
  }
  if (Array.isArray(structure)) {
    return structure.map((part) => mapTensors(part, kind, replace));
  }
  if (typeof structure === "object" && structure !== null) {
    const entries = Object.entries(structure).map(([key, part]) => [key, mapTensors(part, kind, replace)]);
    return Object.fromEntries(entries);
  }
  return structure;
}

/** The tensors of a structure, in the order of mapTensors. */
export function tensorsIn<L>(structure: unknown, kind: TensorClass<L>): L[] {
  const tensors: L[] = [];
  mapTensors(structure, kind, (tensor) => tensors.push(tensor));
  return tensors;
}
