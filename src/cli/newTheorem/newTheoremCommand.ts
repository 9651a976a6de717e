import { Command } from "commander";

export function newTheoremCommand(): Command {
  return new Command("new-theorem")
    .description("write a module with a theorem that runs as it is, to be changed into yours, and its test")
    .argument("<id>", 'its id, as "my-bound": small letters, digits and hyphens')
    .option(
      "--out <file>",
      "the file (default: ID.ts in the working folder; its test lies beside it); one that is there stays as it is",
    )
    .action(async (id: string, options: { readonly out?: string }) => {
      const { newTheorem } = await import("./newTheorem.js");
      newTheorem(id, options.out ?? `${id}.ts`);
    });
}
