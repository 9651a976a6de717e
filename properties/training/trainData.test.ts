/** What wnb train says of its data, and how it finds them again: through the built command, on WebAssembly. */
import { copyFileSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onlyInFull } from "../onlyInFull";
import { runCommand, temporaryFolder } from "../reference/builtCommand";
import { npyFile } from "../reference/npyFile";

const folder = temporaryFolder();
const small = ["--width", "3", "--steps", "2", "--checkpoint-every", "1", "--hessians", "0", "--json"];

function wnb(args: readonly string[], cwd = folder) {
  return runCommand(cwd, ["train", ...args], { more: { WNB_BACKEND: "wasm" } });
}

/** A folder with four records; the second is all zero. */
function written(name: string, labels: readonly number[], withZeros = true): string {
  const path = join(folder, name);
  mkdirSync(path);
  const values = [1, 2, ...(withZeros ? [0, 0] : [1, 1]), 3, 4, 5, 6];
  writeFileSync(join(path, "x.npy"), npyFile({ descr: "<f8", shape: [4, 2], values }));
  writeFileSync(join(path, "y.npy"), npyFile({ descr: "<i8", shape: [4], values: labels }));
  return path;
}

const npy = (path: string): string[] => [
  "--dataset",
  "npy",
  "--inputs",
  join(path, "x.npy"),
  "--targets",
  join(path, "y.npy"),
];

test("a blank record is named with its label, and left out on request, then and when the run goes on", () => {
  const path = written("blank", [0, 1, 2, 1]);
  const refused = wnb([...npy(path), ...small, "--out", "blank-run"]);
  expect(refused.status).toBe(2);
  expect(refused.stderr).toContain(
    `${join(path, "x.npy")}: records[1]: found only zeros (label 1), expected a record that can be scaled to norm 1 (--skip-zero-records leaves such records out)`,
  );
  const run = wnb([...npy(path), ...small, "--skip-zero-records", "--out", "blank-run"]);
  expect(run.stderr).toContain("wnb: 1 of 4 records are all zero, and are left out");
  expect(run.stderr).toContain("x.npy, 3 records");
  expect(run.status).toBe(0);
  const resumed = wnb(["--resume", "blank-run", "--steps", "3"]);
  expect(resumed.stderr).toContain("x.npy, 3 records");
  expect(resumed.status).toBe(0);
});

onlyInFull("labels that leave classes out are told on stderr, others are not", () => {
  const run = wnb([...npy(written("far", [0, 1, 1e9, 1], false)), ...small, "--out", "far-run"]);
  expect(run.stderr).toContain(
    "wnb: warning: the labels name 3 classes, the smallest 0, the largest 1000000000; the targets from -1 to 1 are spaced for the 1000000001 classes 0 to 1000000000",
  );
  expect(run.stdout).not.toContain("warning");
  expect(run.status).toBe(0);
  const plain = wnb([...npy(written("near", [0, 1, 2, 1], false)), ...small, "--out", "near-run"]);
  expect(plain.stderr).not.toContain("warning");
});

onlyInFull(
  "a run on .npy files goes on from another folder; data that moved are found where options say, and only the same data",
  () => {
    const path = written("moving", [0, 1, 2, 1], false);
    expect(
      wnb(["--dataset", "npy", "--inputs", "x.npy", "--targets", "y.npy", ...small, "--out", "run"], path).status,
    ).toBe(0);
    const run = join(path, "run");
    const goOn = (steps: number, ...args: string[]) => wnb(["--resume", run, "--steps", String(steps), ...args]);
    expect(goOn(3).status).toBe(0);
    const moved = join(folder, "moved");
    mkdirSync(moved);
    for (const file of ["x.npy", "y.npy"]) {
      renameSync(join(path, file), join(moved, file));
    }
    const lost = goOn(4);
    expect(lost.status).toBe(2);
    expect(lost.stderr).toContain(
      `wnb: ${join(path, "x.npy")} and ${join(path, "y.npy")}: found no such files, expected the data of the run; --data-dir DIR (or --inputs FILE and --targets FILE) says where they are now`,
    );
    expect(goOn(4, "--data-dir", "moved").status).toBe(0);
    expect(goOn(5).status).toBe(0);
    copyFileSync(join(moved, "x.npy"), join(folder, "other-name.npy"));
    expect(goOn(6, "--inputs", "other-name.npy").status).toBe(0);
    const other = written("other", [0, 1, 2, 2], false);
    const changed = goOn(7, "--inputs", join(other, "x.npy"), "--targets", join(other, "y.npy"));
    expect(changed.stderr).toContain("the fingerprint");
    expect(changed.status).toBe(2);
    const partly = goOn(7, "--targets", join(folder, "none.npy"));
    expect(partly.stderr).toContain(`${join(folder, "none.npy")}: found no such file, expected the data of the run`);
  },
);
