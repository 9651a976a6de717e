/** The library names the field that is wrong; the command, the option that it is given as. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { inOptions } from "../../src/cli/shared/inOptions";
import { InputError } from "../../src/files/inputError";
import { root } from "../reference/builtCommand";

test.each([
  [new InputError("layers[1]", "x", "y"), "layers[1]: found x, expected y"],
  [new InputError("limits", "x", "y", "limits"), "--below: found x, expected y"],
  [new InputError("rigour", "x", "y", "rigour"), "--rigour: found x, expected y"],
  [new InputError("shift", "1", "2", "shift").inSource("net"), "net: shift: found 1, expected 2 (--shift)"],
])("%s", (error, text) => {
  expect(inOptions(error)).toBe(text);
});

test("no error of a room below the command names an option", () => {
  const named = (readdirSync(join(root, "src"), { recursive: true }) as string[])
    .filter((path) => path.endsWith(".ts") && !path.startsWith("cli"))
    // A script of npm's own has options, as have the programs that set TensorFlow up.
    .filter((path) => !path.startsWith(join("training", "backend")))
    .flatMap((path) =>
      readFileSync(join(root, "src", path), "utf8")
        .split("\n")
        .map((line) => `${path}: ${line.trim()}`),
    )
    .filter((line) => /["'`][^"'`]*--[a-z]+/.test(line.replace(/: (\/\/|\*|\/\*).*$/, "")));
  expect(named).toEqual([]);
});
