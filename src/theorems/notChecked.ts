/** Something that the paper states and the suite does not check, or checks in part. */
interface NotChecked {
  readonly what: string;
  readonly why: string;
}

export const notChecked: readonly NotChecked[] = [
  {
    what: "32 of the paper's 42 theorems and definitions, one by one",
    why: "Public listings name ten of them, those numbered 3.1 and 4.1 to 4.3 in the map above. What the abstract announces beyond these, convergence and generalisation, is stated in our own form under the number of its section; the numbers and the exact form of the results in Sections 5, 6 and the appendix are not known to us.",
  },
  {
    what: "Constants inside O(·)",
    why: "The paper states most results up to a constant, which no single network can confirm or refute. Each is checked with an explicit constant of our own that implies the paper's order; other constants that its proofs may have are not compared.",
  },
  {
    what: "Convergence over a whole run",
    why: "Restricted strong convexity, descent and linear convergence are checked for one step at a time, around the weights before it. That all iterates stay in one ball around the initial weights, and that α_t stays positive, depends on the run and is not checked; `wnb train` reports α_t at every checkpoint.",
  },
  {
    what: "The infimum of the loss in the linear rate",
    why: "The infimum over the ball and the cone is not known. The check uses values that the loss attains there, found by descent within the set; the statement follows for each of them, and lower values may exist.",
  },
  {
    what: "The supremum in the Rademacher complexity",
    why: "It is bounded from below, by the best networks that gradient ascent finds. A lower bound above the statement would refute it; one below is evidence and no proof.",
  },
  {
    what: "The generalisation bound for every distribution",
    why: "The expected loss is exact on finite distributions only, so violations are counted on those, and compared with δ by a binomial test.",
  },
  {
    what: "Probabilities over the random initial weights",
    why: "Every statement here is about given weights. How likely an initialisation is to have a certain ω or ‖v‖ is not stated.",
  },
  {
    what: "The curves of Figures 1 and 2, number by number",
    why: "`wnb figures` draws both at the published settings. Seeds and the preparation of inputs and targets are our own, so the curves are not compared with the paper's.",
  },
  {
    what: "Other experiments, and comparisons with bounds of other papers",
    why: "None is repeated. Networks without WeightNorm (Remark 4.1) are compared by exact values, not by the bounds that others proved for them.",
  },
];
