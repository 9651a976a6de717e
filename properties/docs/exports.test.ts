/** What a file of src/ exports is for other files: of what only itself uses, `export` says nothing, and a reader looks for it in vain. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const root = join(__dirname, "..", "..");
const sourcesOf = (...folders: string[]): string[] =>
  folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".ts"))
      .map((name) => join(root, folder, name)),
  );
const textOf = (path: string): string => readFileSync(path, "utf8");

const EXPORTED = /^export (?:abstract |async )?(?:class|const|enum|function\*?|interface|let|type) (\w+)/gm;
/** Names in braces, from a file: import, export, and what is loaded later. */
const TAKEN = /\{([^{}]*)\}(?: = await import\(| from )"(\.[^"]+)"/g;
/** A file as a whole. */
const TAKEN_WHOLE = /(?:\* as \w+ from |(?<!\} = await )import\()"(\.[^"]+)"/g;

/** What files import, as path#name; path#* for all of it. */
function imported(path: string): string[] {
  const text = textOf(path);
  const fileOf = (specifier: string): string => `${resolve(path, "..", specifier.replace(/\.js$/, ""))}.ts`;
  const named = [...text.matchAll(TAKEN)].flatMap(([, names, specifier]) =>
    names.split(",").map((name) => `${fileOf(specifier)}#${/^\s*(?:type\s+)?(\w+)/.exec(name)?.[1]}`),
  );
  const whole = [...text.matchAll(TAKEN_WHOLE)].map(([, specifier]) => `${fileOf(specifier)}#*`);
  return [...named, ...whole];
}

test("every export of src/ is imported somewhere; src/index.ts is the list of what users import", () => {
  const taken = new Set(sourcesOf("src", "properties", "bench", "scripts").flatMap(imported));
  const unused = sourcesOf("src")
    .filter((path) => !taken.has(`${path}#*`))
    .flatMap((path) => [...textOf(path).matchAll(EXPORTED)].map(([, name]) => `${path}#${name}`))
    .filter((exported) => !taken.has(exported));
  expect(unused.map((exported) => exported.slice(root.length + 1))).toEqual([]);
});
