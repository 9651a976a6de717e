import type { ComparisonPlan, ComparisonRow } from "../../experiments/compareNormalisation";
import { markdownSection } from "../shared/titledTable";
import { deepestTable, depthTables } from "./comparisonTables";

/**
 * docs/plain-networks.md: what the comparison shows, how it was made, and its tables.
 *
 * The text says only what holds for every plan; what depends on the numbers is read off the tables.
 *
 * @returns Markdown without a newline at the end
 */
export function comparisonDocument(plan: ComparisonPlan, rows: readonly ComparisonRow[]): string {
  const { networks, width, inputDimension } = plan;
  return `# Plain networks beside WeightNorm networks

The same random weights, used twice (Remark 4.1; [theory.md](theory.md), \`depth-free-lipschitz-vs-plain\`): as they are, z = W α/√m
("plain"), and with every row normalised ("WN"). Of both, by exact derivatives: the Lipschitz constant at the input ‖∇ₓf‖, and the gradient
‖∇f‖ and the Hessian ‖Hess f‖₂ over all parameters. Every number is the median of ${networks} random networks of width ${width} and
input dimension ${inputDimension} with ‖x‖ = ‖v‖ = 1, to three digits. This file was made by

    ${commandOf(plan)}

${markdownSection(deepestTable(rows), "##")}

*Per layer* is the factor by which ‖∇ₓf‖ grew from one depth to the next, on geometric average. *Aligned* rows are ± one vector, along what
the layer below sends: the worst case of the plain network. *Independent* rows are drawn one by one; the middle one of their norms, √m, is
the usual initialisation, with entries of variance 1.

## How to read it

- **Plain: exponential in L.** A plain layer multiplies lengths by up to s‖W‖₂, s = 1/√m. The product of these, ‖v‖Πs‖Wˡ‖, bounds
  ‖∇ₓf‖. The identity with aligned rows attains it: r^L for rows of norm r. Gradient and Hessian go with it.
- **WeightNorm: not.** ‖∇ₓf‖ ≤ ‖v‖ at every depth and for every row norm, as f does not see row norms. For φ(0) = 0, the bound ϱ
  of the gradient grows as √L, and the bound c_H of the Hessian at most as L².
- **Where plain is better: weights that contract.** With small aligned rows the Lipschitz constant, gradient and Hessian of the plain
  network vanish exponentially. WeightNorm undoes the contraction and pays for small rows: its gradient has a factor 1/‖W_i‖ for each row, its
  Hessian up to 1/ω², and ϱ and c_H grow accordingly.
- **A bound from above is not one from below.** An independent unit row sees 1/m of ‖α‖² on average, so there each WeightNorm layer divides
  by √m, and f vanishes as m^(-L/2). The plain network of row norm √m keeps its signal, although its bound grows exponentially; that of
  row norm 2√m doubles it with each layer, where the bound grows faster still.
- **tanh hides growth.** Where neurons saturate, the gradient at x is smaller than elsewhere, and no longer the Lipschitz constant. At x = 0 tanh
  has slope 1, so there the plain network has the ‖∇ₓf‖ of the identity, which is the same at every input.

## Depth by depth

${depthTables(rows)
  .map((table) => markdownSection(table, "###"))
  .join("\n\n")}`;
}

function commandOf({ depth, width, inputDimension, activations, seed, networks }: ComparisonPlan): string {
  const names = activations.map((name) => `--activation ${name}`).join(" ");
  return `npx wnb compare --depth ${depth.from}..${depth.to} --width ${width} --input-dimension ${inputDimension} ${names} --seed ${seed} --networks ${networks} --markdown`;
}
