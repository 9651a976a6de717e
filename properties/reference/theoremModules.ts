/** Modules as users write them, right and wrong. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * The theorem of docs/own-theorem.md as a module.
 *
 * @param constant 1 in the theorem
 */
export function growthModule(constant = 1): string {
  return `import { definedNetwork, definedValue, defineTheorem, lipschitzActivation, valueAt } from "weightnorm-bounds";

const CONSTANT: number = ${constant};

export const growth = defineTheorem({
  id: "growth",
  group: "pointwise",
  reference: "beyond the paper",
  statement: "|f(x) - f(0)| \\\\le V_0 ||x||",
  madeOf: "differences",
  assumptions: [lipschitzActivation],
  coefficients: ["lipschitz"],
  notCertified: "no enclosures of differences of values",
  measure: ({ networkCase: { network, input }, propagation, quantity, scales }) => {
    const zero = input.map(() => 0);
    const change = Math.abs(propagation.value - valueAt(propagation, zero));
    const scale = scales.outputNorm * scales.activationScales[scales.depth] + scales.outputBias;
    return [
      quantity(change, 2, scale, (arithmetic) => {
        const f = (x: Float64Array) =>
          definedValue(arithmetic, definedNetwork(arithmetic, network), Array.from(x, arithmetic.of));
        return arithmetic.absolute(arithmetic.subtract(f(input), f(zero)));
      }),
    ];
  },
  bound: ({ of, multiply }, { scales }, { lipschitz }) => [
    multiply(lipschitz, of(CONSTANT), scales.signalScales[0], scales.inputNorm),
  ],
});
`;
}

/**
 * A module of one small theorem, quantity 1 and bound 2, with some of its parts changed.
 *
 * @param parts TypeScript that goes into the definition
 * @param more lines below it; the definition ends on line 11
 */
export function smallModule(id: string, parts = "", more = ""): string {
  return `import { defineTheorem, lipschitzActivation } from "weightnorm-bounds";
export const theorem = defineTheorem({
  id: ${JSON.stringify(id)},
  group: "pointwise",
  reference: "none", statement: "1 \\\\le 2",
  assumptions: [lipschitzActivation],
  coefficients: ["two"],
  measure: ({ quantity }) => [quantity(1, 2, 1)],
  bound: ({ of, multiply }, _, { two }) => [multiply(two, of(2))],
  ${parts}
});
${more}`;
}

/** Writes a module into a folder, and gives its name back. */
export function written(folder: string, name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
  return name;
}
