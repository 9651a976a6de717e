import type { Theorem } from "../../theorems/theorem";
import { plainMath } from "../shared/plainMath";
import { loadFlags } from "../shared/registry";
import { groupTitles, registryRows } from "./registryRows";

/** What `wnb theorems ID` prints for people: all that the suite knows of one theorem. */
export function theoremReport(theorem: Theorem): string {
  const [{ id, group, reference, statement, file, test, coefficients, proof }] = registryRows([theorem]);
  const assumptions = theorem.assumptions.map(({ name, statement: says }) => `${name}: ${says}`);
  const fields: [string, readonly string[]][] = [
    ["in the paper", [reference]],
    ["group", [`${group}: ${groupTitles[group]}`]],
    ["assumes", assumptions.length === 0 ? ["–"] : assumptions],
    ["coefficients", [coefficients.join(", ")]],
    ["file", [file]],
    ["test", test === "" ? [] : [test]],
    ["proof", proof === "" ? [] : [proof]],
    ["LaTeX", [statement]],
    ["check", [`npx wnb verify${loadFlags()} --theorem ${id}`]],
  ];
  const lines = fields.flatMap(([name, values]) =>
    values.map((value, i) => `  ${(i === 0 ? name : "").padEnd(LABEL)}${value}`),
  );
  return [id, `    ${plainMath(statement)}`, ...lines].join("\n");
}

const LABEL = 14;
