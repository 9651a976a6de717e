/** `npm run docs:api`: the reference is made of the doc comments, without a type or a link that leads nowhere. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { onlyInFull } from "../onlyInFull";
import { root, temporaryFolder } from "../reference/builtCommand";

const folder = temporaryFolder();

onlyInFull("every type that is mentioned has its page, and every link its end", () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, "node_modules", "typedoc", "bin", "typedoc"), "--out", folder],
    { cwd: root, encoding: "utf8" },
  );
  expect({ status, ...(status !== 0 && { stdout, stderr }) }).toEqual({ status: 0 });
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(["index.html", "modules.html"]));
});
