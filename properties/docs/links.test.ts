/** What documents point to is there: pages, sections, files of the source, npm scripts. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

const root = join(__dirname, "..", "..");
const read = (path: string): string => readFileSync(join(root, path), "utf8");
const markdownIn = (folder: string): string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".md"))
    .map((name) => join(folder, name));

const documents = [...markdownIn("."), ...markdownIn("docs"), ...markdownIn("docs/decisions"), ...markdownIn("bench")];
/** Made by a run, or by its reader; GROUP and NAME stand for any. */
const notInTheRepository = /^fixtures\/counterexamples|^src\/theorems\/pointwise\/growth\.ts|\/(GROUP|NAME)\b/;

/** The anchor that GitHub gives a heading. */
function anchorOf(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M} _-]/gu, "")
    .replaceAll(" ", "-");
}

function anchorsIn(path: string): string[] {
  return [...read(path).matchAll(/^#+ (.*)$/gm)].map(([, heading]) => anchorOf(heading));
}

describe.each(documents)("%s", (document) => {
  const text = read(document);

  test("links to pages and sections that exist", () => {
    for (const [, target] of text.matchAll(/\]\(\s*(?!https?:)([^)\s]+)\)/g)) {
      const [path, anchor] = target.split("#");
      const file = path === "" ? document : join(dirname(document), path);
      expect([target, existsSync(join(root, file))]).toEqual([target, true]);
      if (anchor !== undefined) {
        expect(anchorsIn(file)).toContain(anchor);
      }
    }
  });

  test("names files and npm scripts that exist", () => {
    const named = [...text.matchAll(/`((?:src|properties|scripts|docs|bench|fixtures)\/[\w./-]*\w)`/g)];
    for (const [, path] of named.filter(([, each]) => !notInTheRepository.test(each))) {
      expect([path, existsSync(join(root, path))]).toEqual([path, true]);
    }
    const scripts = Object.keys(JSON.parse(read("package.json")).scripts);
    for (const [, script] of text.matchAll(/npm run ([a-z][\w:-]*\w)/g)) {
      expect(scripts).toContain(script);
    }
  });
});

test("the README is short, and leads to every page", () => {
  const readme = read("README.md");
  expect(readme.split("\n").length).toBeLessThanOrEqual(131);
  const pages = markdownIn("docs").filter((page) => page !== "docs/mutation.md");
  expect(pages.filter((page) => !readme.includes(`(${page})`))).toEqual([]);
});
