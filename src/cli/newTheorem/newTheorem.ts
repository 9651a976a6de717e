import { existsSync } from "node:fs";
import { InputError } from "../../files/inputError";
import { writeWhole } from "../../files/writeWhole";
import { checkTheoremId } from "../../loading/theoremId";
import { theoremModule } from "./theoremModule";

/**
 * Writes the module of a new theorem, and tells what to do with it.
 *
 * @throws InputError for an id that cannot be one, and for a file that is there
 */
export function newTheorem(id: string, file: string): void {
  checkTheoremId(id, "new-theorem");
  if (existsSync(file)) {
    throw new InputError(file, "a file that is there", "no file: --out names another");
  }
  writeWhole(file, theoremModule(id));
  console.log(
    [
      `${file}: a theorem that holds, to be changed into yours`,
      "",
      ...uses(`--load ${file}`, id).map(([what, command]) => `  ${what.padEnd(26)}${command}`),
    ].join("\n"),
  );
}

function uses(load: string, id: string): [string, string][] {
  return [
    ["on random networks", `npx wnb verify ${load} --theorem ${id}`],
    ["with its constant halved", `npx wnb verify ${load} --theorem ${id} --weaken ${id}.lipschitz=0.5`],
    ["how near networks come", `npx wnb tightness ${load} --update`],
  ];
}
