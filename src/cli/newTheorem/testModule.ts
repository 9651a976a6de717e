import { basename } from "node:path";

/**
 * The text of a test of a module's theorems, for Node's own runner.
 *
 * @param file the module, which lies in the same folder
 */
export function testModule(file: string): string {
  return `// node --test. Under jest or vitest, whose \`test\` is a global, leave the first line out.
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { loadTheorems } from "weightnorm-bounds";
import { theoremProperties } from "weightnorm-bounds/testing";

const { loaded } = await loadTheorems([fileURLToPath(new URL("${basename(file)}", import.meta.url))]);

// A failure prints a seed and a path: { seed: 7, path: "3:0" } as the second argument repeats it, and { runs: 1000 } draws more networks.
for (const { theorem } of loaded) {
  for (const { name, check } of theoremProperties(theorem)) {
    test(\`\${theorem.id} \${name}\`, check);
  }
}
`;
}
