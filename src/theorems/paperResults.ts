/** A result of the paper that its public listings name, or a section where they do not. */
interface PaperResult {
  /** As the `reference` of the theorems that check it says it. */
  readonly name: string;
  readonly title: string;
  /** Where it is to be seen, besides the theorems. */
  readonly shown?: { readonly command: string; readonly document: string };
}

const figures = { command: "wnb figures", document: "docs/training.md" };

/** The map of arXiv 2409.08935, in the paper's order. Which theorems check a result is read off their references. */
export const paperResults: readonly PaperResult[] = [
  { name: "Definition of WeightNorm", title: "networks with normalised rows" },
  { name: "Definition 3.1", title: "minimum weight vector norm" },
  { name: "Theorem 4.1", title: "Hessian bound" },
  { name: "Corollary 4.1", title: "Hessian bound at φ(0) = 0" },
  {
    name: "Remark 4.1",
    title: "networks without WeightNorm",
    shown: { command: "wnb compare", document: "docs/plain-networks.md" },
  },
  { name: "Remark 4.2", title: "activation function" },
  { name: "Lemma 4.1", title: "predictor gradients" },
  { name: "Corollary 4.2", title: "predictor gradients at φ(0) = 0" },
  { name: "Remark 4.3", title: "the same Lipschitz constant at any depth" },
  { name: "Proposition 4.1", title: "empirical loss and its gradient" },
  { name: "Corollary 4.3", title: "empirical loss and its gradient at φ(0) = 0" },
  { name: "Section 5", title: "convergence of gradient descent" },
  { name: "Section 6", title: "generalisation bound, free of the width" },
  { name: "Figures 1a and 2a", title: "minimum weight norm during training", shown: figures },
  { name: "Figures 1b and 2b", title: "squared gradient norm over loss during training", shown: figures },
];

/** The part of these theorems that checks a result of the paper: those whose reference names it. */
export function checkedBy<T extends { readonly reference: string }>(
  { name }: PaperResult,
  theorems: readonly T[],
): T[] {
  return theorems.filter(({ reference }) => reference.includes(name));
}
