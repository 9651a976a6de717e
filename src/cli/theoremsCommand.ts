import { Command } from "commander";
import { theorems } from "../theorems";
import { registryRows } from "./registry";

export function theoremsCommand(): Command {
  return new Command("theorems")
    .description("list every theorem of the suite: its name in the paper, assumptions, statement, file and test")
    .option("--json", "print one JSON object")
    .action(async (options: { json?: true }) => {
      const rows = registryRows(theorems);
      if (options.json) {
        console.log(JSON.stringify({ format: "weightnorm-theorems/1", theorems: rows }));
        return;
      }
      const table = rows.map(({ id, group, reference, assumptions, file }) => [
        id,
        group,
        reference,
        assumptions.join(", ") || "–",
        file,
      ]);
      const { tableOf } = await import("./table.js");
      console.log(tableOf(["theorem", "group", "in the paper", "assumes", "file"], table, []));
      console.log("\nStatements with constants and derivations: docs/theory.md. LaTeX of each: wnb theorems --json.");
    });
}
