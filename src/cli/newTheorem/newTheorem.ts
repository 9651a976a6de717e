import { existsSync } from "node:fs";
import { basename, dirname, extname, join } from "node:path";
import { InputError } from "../../files/inputError";
import { writeWhole } from "../../files/writeWhole";
import { checkTheoremId } from "../../loading/theoremId";
import { shellWord } from "../shared/shellWord";
import { testModule } from "./testModule";
import { theoremModule } from "./theoremModule";

/**
 * Writes the module of a new theorem and its test, and tells what to do with it.
 *
 * @throws InputError for an id that cannot be one, and for a file that is there
 */
export function newTheorem(id: string, file: string): void {
  checkTheoremId(id, "new-theorem");
  const test = join(dirname(file), `${basename(file, extname(file))}.test.mjs`);
  for (const each of [file, test]) {
    if (existsSync(each)) {
      throw new InputError(each, "a file that is there", "no file: --out names another");
    }
  }
  writeWhole(file, theoremModule(id));
  writeWhole(test, testModule(file));
  console.log(
    [
      `${file}: a theorem that holds, to be changed into yours; ${test}: its test`,
      "",
      ...uses(`--load ${shellWord(file)}`, id, shellWord(test)).map(
        ([what, command]) => `  ${what.padEnd(26)}${command}`,
      ),
    ].join("\n"),
  );
}

function uses(load: string, id: string, test: string): [string, string][] {
  return [
    ["on random networks", `npx wnb verify ${load} --theorem ${id}`],
    ["with a proof of each", `npx wnb verify ${load} --theorem ${id} --rigour certified`],
    ["with its constant halved", `npx wnb verify ${load} --theorem ${id} --weaken ${id}.lipschitz=0.5`],
    ["how near networks come", `npx wnb tightness ${load} --update`],
    ["its properties", `node --test ${test}`],
  ];
}
