/** Tensors of layers that this model does not have, told by their names. */

const OTHERS: readonly (readonly [name: RegExp, reason: string])[] = [
  [/(^|\.)(weight|bias)_(ih|hh)(_l\d+)?(_reverse)?$/, "a recurrent layer"],
  [/(^|\.)(in_proj_(weight|bias)|[qkv]_proj_weight|bias_[kv])$/, "an attention layer"],
  [
    /(^|\.)(running_(mean|var)|num_batches_tracked|moving_(mean|variance))$|^batch_stats\./,
    "batch normalisation, which looks at other records too",
  ],
  [/(^|\.)embeddings?$/, "an embedding, which is looked up and not multiplied"],
  [
    /(^|\.)(weight_orig|weight_u|parametrizations\.weight\.(original|0\..*))$/,
    "another parametrization of the weight (spectral norm, say)",
  ],
  [/(^|\.)weight_mask$/, "a pruned layer"],
  [/(^|\.)parametrizations\.(?!weight\.)/, "a parametrization of something else than the weight"],
  [/(^|\.)bias\.scale$|(^|\.)scales\.bias$/, "a normalised bias"],
  [/(^|\.)(gamma|beta)$/, "layer or batch normalisation"],
  [/(^|\.)lora_[AB]\b/, "a low-rank addition to a weight"],
];

/**
 * Why a tensor of this name (dotted) is not of this model; null if the name does not say so.
 *
 * @example otherTensor("lstm.weight_hh_l0")?.reason // "a recurrent layer"
 */
export function otherTensor(name: string): { readonly module: string; readonly reason: string } | null {
  const found = OTHERS.find(([pattern]) => pattern.test(name));
  if (found === undefined) {
    return null;
  }
  const module = name.replace(/\.?(parametrizations|scales)\..*$|(^|\.)[^.]*$/, "");
  return { module, reason: found[1] };
}

/** Whether a matrix in a module of this name is looked up and not multiplied: its shape does not tell. */
export function isEmbedding(module: string): boolean {
  return /(^|[._])(\w*embed\w*|wte|wpe)$/i.test(module);
}
