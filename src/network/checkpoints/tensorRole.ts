/** What the name of a tensor says it is, in the layouts of the frameworks. */
import type { Layout } from "./layouts";

/**
 * `rows`: a matrix [out, in], `columns`: the transposed one, `gain`: g, `bias`: b. `scale` is a gain of Flax, whose name may lie in another part of the
 * tree than the kernel that it belongs to.
 */
export type Role = "rows" | "columns" | "gain" | "bias" | "scale";

interface TensorRole {
  /** The linear layer: the name without what says which of its tensors this is. */
  readonly module: string;
  readonly role: Role;
  /** The layout, where this name says it. */
  readonly layout: Layout | null;
}

const ROLES: readonly (readonly [name: string, role: Role, layout: Layout | null])[] = [
  ["parametrizations.weight.original0", "gain", "torch"],
  ["parametrizations.weight.original1", "rows", "torch"],
  ["weight_g", "gain", "torch-legacy"],
  ["weight_v", "rows", "torch-legacy"],
  ["weight", "rows", null],
  ["kernel.scale", "scale", "flax"],
  ["scales.kernel", "scale", "flax"],
  ["scale", "scale", "flax"],
  ["kernel", "columns", null],
  ["g", "gain", "keras"],
  ["v", "columns", "keras"],
  ["bias", "bias", null],
];

/**
 * A name with dots alone between its parts: flattened trees have slashes too, Keras ends names in :0, and flax.nnx has a tuple in one.
 *
 * @example dotted("params/WeightNorm_0/Dense_0/kernel/scale") // "params.WeightNorm_0.Dense_0.kernel.scale"
 */
export function dotted(name: string): string {
  return name
    .replace(/:\d+$/, "")
    .replace(/\('([\w.]+)',\)/g, "$1")
    .replaceAll("/", ".");
}

/**
 * The role of a tensor, from its dotted name; null for a name of none of these.
 *
 * @example tensorRole("net.0.weight_g") // { module: "net.0", role: "gain", layout: "torch-legacy" }
 */
export function tensorRole(name: string): TensorRole | null {
  const found = ROLES.find(([end]) => name === end || name.endsWith(`.${end}`));
  if (found === undefined) {
    return null;
  }
  const [end, role, layout] = found;
  const module = name.slice(0, Math.max(0, name.length - end.length - 1));
  // The layer that Flax wraps: in the tree of its kernel and bias, and of nnx's scale where that is named beside it.
  const isBeside = end === "scales.kernel";
  return { module: isBeside ? module : module.replace(/\.layer_instance$/, ""), role, layout };
}
