import { defineGlobals } from "./mochaGlobals";

/** The tests to run, as Stryker cannot tell its runner: names of files below properties/, separated by spaces. */
const files = process.env["WNB_MUTATION_TESTS"]?.split(" ") ?? [];

defineGlobals();
for (const file of files) {
  describe(file, () => {
    require(`../../properties/${file}.test.ts`);
  });
}
