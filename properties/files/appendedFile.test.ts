/** Files that grow: a text is added whole or not at all. */
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppendedFile } from "../../src/files/appendedFile";
import { root, temporaryFolder } from "../reference/builtCommand";

const folder = temporaryFolder();

test("adds to what is there", () => {
  const path = join(folder, "file");
  writeFileSync(path, "a\n");
  const file = new AppendedFile(path);
  file.append("b\n");
  file.append("é\n");
  file.flush();
  file.close();
  expect(readFileSync(path, "utf8")).toBe("a\nb\né\n");
});

test("a text of which a part only fits leaves the file as it was, and the next one that fits is added", () => {
  const path = join(folder, "limited");
  writeFileSync(path, "x".repeat(1000));
  const append = `
    const { AppendedFile } = require(process.argv[1]);
    const file = new AppendedFile(process.argv[2]);
    for (const text of ["y".repeat(20), "z".repeat(20), "!!!!"]) {
      try {
        file.append(text);
      } catch (error) {
        console.log(error.name, error.message);
      }
    }
    file.close();`;
  const built = join(root, "dist", "files", "appendedFile.js");
  // At most 1024 bytes a file.
  const args = ["-c", 'ulimit -f 1; exec "$@" | cat', "bash", process.execPath, "-e", append, built, path];
  const { stdout } = spawnSync("bash", args, { encoding: "utf8" });
  expect(stdout).toBe(
    `WriteError ${path}: cannot be written: the file is too large for the limit of this process or disk (EFBIG)\n`,
  );
  expect(readFileSync(path, "utf8")).toBe(`${"x".repeat(1000)}${"y".repeat(20)}!!!!`);
});

test("a device that is full, and a file in no folder", () => {
  const full = new AppendedFile("/dev/full");
  expect(() => full.append("x")).toThrow("/dev/full: cannot be written: there is no space left on the disk (ENOSPC)");
  full.close();
  expect(() => new AppendedFile(join(folder, "none", "file"))).toThrow("there is no such folder (ENOENT)");
});
