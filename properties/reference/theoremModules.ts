/** Modules as users write them, right and wrong. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { theoremModule } from "../../src/cli/newTheorem/theoremModule";

/**
 * The module that `wnb new-theorem growth` writes, with another constant.
 *
 * @param constant 1 in the theorem
 */
export function growthModule(constant = 1): string {
  const [before, after, ...others] = theoremModule("growth").split(
    "bound: ({ multiply }, { scales }, { lipschitz }) => [multiply(",
  );
  expect({ after, others }).toEqual({ after: expect.any(String), others: [] });
  return `${before}bound: ({ of, multiply }, { scales }, { lipschitz }) => [multiply(of(${constant}), ${after}`;
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
