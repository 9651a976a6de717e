import type { Theorem, TheoremGroup } from "../../theorems/theorem";
import { camelCase } from "../shared/camelCase";
import { loadedFrom } from "../shared/registry";
import { theorySections } from "./theorySection";

/** A theorem as `wnb theorems --json` prints it. */
export interface RegistryRow {
  readonly id: string;
  readonly group: TheoremGroup;
  readonly reference: string;
  readonly statement: string;
  readonly assumptions: readonly string[];
  readonly file: string;
  /** Empty for a theorem of --load. */
  readonly test: string;
  /** What `--weaken ID.COEFFICIENT=VALUE` can change. */
  readonly coefficients: readonly string[];
  /** The page of the theory and its section; docs/theory.md where there is none; empty for a theorem of --load. */
  readonly proof: string;
}

/** What the theorems of a group speak of. */
export const groupTitles: Readonly<Record<TheoremGroup, string>> = {
  pointwise: "one network, one input",
  loss: "a network and a data set",
  optimisation: "steps of gradient descent",
  generalisation: "a class of networks on random records",
};

/** The registry with the place of each theorem in the source tree: its file bears its id, its test its group. */
export function registryRows(theorems: readonly Theorem[]): RegistryRow[] {
  const sections = theorySections();
  return theorems.map(({ id, group, reference, statement, assumptions, coefficients }) => {
    const section = sections.get(id);
    const proof = section === undefined ? "docs/theory.md" : `${section.page}#${section.anchor}`;
    const loaded = loadedFrom(id);
    const places =
      loaded === null
        ? { file: `src/theorems/${group}/${camelCase(id)}.ts`, test: `properties/theorems/${group}.test.ts`, proof }
        : { file: loaded, test: "", proof: "" };
    return {
      id,
      group,
      reference,
      statement,
      assumptions: assumptions.map(({ name }) => name),
      coefficients,
      ...places,
    };
  });
}

/** The rows group by group, in the order of the registry. */
export function rowsByGroup(rows: readonly RegistryRow[]): [TheoremGroup, RegistryRow[]][] {
  const groups = [...new Set(rows.map(({ group }) => group))];
  return groups.map((group) => [group, rows.filter((row) => row.group === group)]);
}

/** Name and statement of every assumption that some theorem makes, by name. */
export function assumptionsOf(theorems: readonly Theorem[]): [string, string][] {
  const named = theorems.flatMap(({ assumptions }) =>
    assumptions.map(({ name, statement }) => [name, statement] as const),
  );
  return [...new Map(named)].sort(([first], [second]) => first.localeCompare(second, "en"));
}
