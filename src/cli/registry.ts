import type { Theorem } from "../theorems/theorem";

/** A theorem as `wnb theorems --json` prints it. */
export interface RegistryRow {
  readonly id: string;
  readonly group: string;
  readonly reference: string;
  readonly statement: string;
  readonly assumptions: readonly string[];
  readonly file: string;
  readonly test: string;
}

/** The registry with the place of each theorem in the source tree: its file bears its id, its test its group. */
export function registryRows(theorems: readonly Theorem[]): RegistryRow[] {
  return theorems.map(({ id, group, reference, statement, assumptions }) => ({
    id,
    group,
    reference,
    statement,
    assumptions: assumptions.map(({ name }) => name),
    file: `src/theorems/${camelCase(id)}.ts`,
    test: `properties/theorems/${group}.test.ts`,
  }));
}

function camelCase(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
