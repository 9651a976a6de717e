/** LaTeX commands with a symbol of their own. One that is not here, such as \max, is printed as its name. */
export const symbols: Readonly<Record<string, string>> = {
  alpha: "α",
  beta: "β",
  delta: "δ",
  epsilon: "ε",
  eta: "η",
  gamma: "γ",
  kappa: "κ",
  lambda: "λ",
  omega: "ω",
  phi: "φ",
  rho: "ρ",
  sigma: "σ",
  tau: "τ",
  theta: "θ",
  varepsilon: "ε",
  varphi: "φ",
  varrho: "ϱ",
  Lambda: "Λ",
  Phi: "Φ",
  Theta: "Θ",
  nabla: "∇",
  partial: "∂",
  sum: "Σ",
  prod: "Π",
  infty: "∞",
  otimes: "⊗",
  cdot: "·",
  times: "×",
  pm: "±",
  in: "∈",
  le: "≤",
  leq: "≤",
  ge: "≥",
  geq: "≥",
  lt: "<",
  gt: ">",
  ne: "≠",
  neq: "≠",
  sim: "∼",
  to: "→",
  mapsto: "↦",
  forall: "∀",
  top: "ᵀ",
  dots: "…",
  ldots: "…",
  langle: "<",
  rangle: ">",
  lVert: "‖",
  rVert: "‖",
  Vert: "‖",
  lvert: "|",
  rvert: "|",
  vert: "|",
  mid: "|",
  quad: "\u2003",
  qquad: "\u2003",
  "|": "‖",
  ",": " ",
  ";": " ",
  ":": " ",
  "!": "",
  "{": "{",
  "}": "}",
};

/** Commands that only set the size or the place of what follows. */
export const silent: ReadonlySet<string> = new Set(
  "left right big Big bigl bigr Bigl Bigr biggl biggr Biggl Biggr displaystyle limits".split(" "),
);

/** Letters in another alphabet; those that are not here stay as they are. */
export const alphabets: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  mathcal: { D: "𝒟", F: "ℱ", L: "ℒ", R: "ℛ" },
  mathbb: { E: "𝔼", P: "ℙ", R: "ℝ" },
};

const paired = (from: string, to: string): Readonly<Record<string, string>> => {
  const targets = [...to];
  return Object.fromEntries([...from].map((letter, i) => [letter, targets[i]]));
};

/** What Unicode has of small letters below and above the line. */
export const scripts = {
  _: paired("0123456789+-=()aehijklmnoprstuvx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"),
  "^": paired("0123456789+-=()ijklmnLT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁱʲᵏˡᵐⁿᴸᵀ"),
} as const;
