import { readFileSync, writeFileSync } from "node:fs";

/**
 * Expects a file to hold a list as it is now; writes it where a variable of the environment is 1.
 *
 * @param changed what a change means, and what to do about it
 * @throws Error with the lines that are gone and those that are new
 */
export function expectListed(path: string, text: string, variable: string, changed: string): void {
  if (process.env[variable] === "1") {
    writeFileSync(path, text);
  }
  const committed = readFileSync(path, "utf8");
  if (committed !== text) {
    const [before, now] = [committed, text].map((each) => each.split("\n"));
    const gone = before.filter((line) => !now.includes(line)).map((line) => `- ${line}`);
    const added = now.filter((line) => !before.includes(line)).map((line) => `+ ${line}`);
    throw new Error(`${changed}\n${[...gone, ...added].join("\n")}`);
  }
}
