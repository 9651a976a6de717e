/** No folder is made in a repository that did not ask for one. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { defaultFolder } from "../../src/verify/defaultFolder";
import { root, temporaryFolder } from "../reference/builtCommand";
import { written } from "../reference/theoremModules";

const folder = temporaryFolder();
const OURS = "fixtures/counterexamples";
const CACHE = "node_modules/.cache/weightnorm-bounds/counterexamples";
const package_ = (place: string, text = '{"name":"other"}') => {
  written(folder, join(place, "package.json"), text);
  return join(folder, place);
};

test("this repository, and a folder of no project", () => {
  expect([root, join(root, "docs"), folder].map((each) => defaultFolder(each))).toEqual([OURS, OURS, OURS]);
});

test("another project: its cache, from its root and from below", () => {
  const project = package_("project");
  mkdirSync(join(project, "deep", "er"), { recursive: true });
  expect(defaultFolder(project)).toBe(CACHE);
  expect(defaultFolder(join(project, "deep", "er"))).toBe(join("..", "..", CACHE));
  expect(defaultFolder(package_("damaged", "{"))).toBe(CACHE);
});

test("another project with such a folder has asked for it", () => {
  const project = package_("asked");
  mkdirSync(join(project, OURS), { recursive: true });
  expect(defaultFolder(project)).toBe(OURS);
});
