import { Argument, Command, Option } from "commander";
import { printReport } from "../shared/printReport";
import { loadOption, registry } from "../shared/registry";
import { theoremIds } from "../shared/theoremOption";
import { registryRows } from "./registryRows";

interface Options {
  readonly json?: true;
  readonly markdown?: true;
}

export function theoremsCommand(): Command {
  const { theorems } = registry();
  const ids = theorems.map(({ id }) => id);
  return new Command("theorems")
    .description(
      "the map from the paper to the code: every theorem with its name in the paper, assumptions, statement, file and test; the paper's results and where they are; what is not checked",
    )
    .addArgument(new Argument("[id...]", "only these theorems, in full").argParser(theoremIds))
    .addOption(loadOption())
    .option("--json", "print one JSON object")
    .addOption(new Option("--markdown", "print a document: docs/theorems.md").conflicts("json"))
    .addHelpText("after", `\nTheorems: ${ids.join(", ")}.`)
    .action(async (wanted: readonly string[], { json, markdown }: Options, command: Command) => {
      const isAll = wanted.length === 0;
      if (markdown && !isAll) {
        command.error(`error: option '--markdown' prints the whole document, found also ${wanted.join(", ")}`);
      }
      const chosen = isAll ? theorems : theorems.filter(({ id }) => wanted.includes(id));
      if (json) {
        console.log(JSON.stringify({ format: "weightnorm-theorems/1", theorems: registryRows(chosen) }));
      } else if (markdown) {
        const { theoremsDocument } = await import("./theoremsDocument.js");
        console.log(theoremsDocument(theorems));
      } else if (isAll) {
        // Loaded here: programs do not wait for what draws tables.
        const { theoremsReport } = await import("./theoremsReport.js");
        printReport(theoremsReport(theorems));
      } else {
        const { theoremReport } = await import("./theoremReport.js");
        printReport(chosen.map(theoremReport).join("\n\n"));
      }
    });
}
