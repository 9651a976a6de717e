/** Every file that commands write, where it does not fit: exit code 74, its name and the reason, and what was there before is there still. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { onlyInFull } from "../onlyInFull";
import { root, temporaryFolder } from "../reference/builtCommand";
import { fullDisk, limitedSize, NO_ROOM, type SmallDisk } from "../reference/smallDisks";

const folder = temporaryFolder();
const wasm = { WNB_BACKEND: "wasm" };
const fixtures = join(root, "fixtures");

const disks: [string, (name: string) => SmallDisk][] = [
  ["a full disk", (name) => fullDisk(join(folder, `${name} disk`), 4096)],
  ["a limit on the size of files", (name) => limitedSize(join(folder, `${name} limited`))],
];

/** A place for one test; files of more than 8 KiB do not fit there once it is full. */
const ROOM = 8192;

/** Files by path, folders within included; without what fills the disk. */
function contents(path: string): Record<string, string> {
  const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && entry.name !== "filler",
  );
  return Object.fromEntries(
    files.map(({ parentPath, name }) => [
      join(parentPath, name).slice(path.length + 1),
      readFileSync(join(parentPath, name)).toString("base64"),
    ]),
  );
}

describe.each(disks)("%s", (_, diskFor) => {
  const disk = {
    train: diskFor("train"),
    tightness: diskFor("tightness"),
    weakenings: diskFor("weakenings"),
    verify: diskFor("verify"),
    figures: diskFor("figures"),
    output: diskFor("output"),
    network: diskFor("network"),
    summary: diskFor("summary"),
  };

  onlyInFull("train: the checkpoint stays, the log has whole lines, the run can go on", () => {
    const { folder: here, wnb, fill } = disk.train;
    const files = ["--inputs", join(fixtures, "training", "inputs.npy")];
    const targets = ["--targets", join(fixtures, "training", "targets.npy")];
    const data = ["--dataset", "npy", ...files, ...targets, "--width", "60", "--hessians", "1"];
    expect(wnb(["train", ...data, "--steps", "3", "--out", "run"], wasm).status).toBe(0);
    const before = contents(join(here, "run"));
    fill(ROOM);
    const { status, stderr } = disk.train.wnb(["train", "--resume", "run", "--steps", "6"], wasm);
    expect(stderr).toMatch(NO_ROOM);
    expect(stderr).toMatch(/wnb: run\/(checkpoint\.safetensors|log\.jsonl): /);
    expect(status).toBe(74);
    const after = contents(join(here, "run"));
    expect(Object.keys(after)).toEqual(["checkpoint.safetensors", "log.jsonl"]);
    expect(after["checkpoint.safetensors"]).toBe(before["checkpoint.safetensors"]);
    for (const line of readFileSync(join(here, "run", "log.jsonl"), "utf8")
      .trimEnd()
      .split("\n")) {
      expect(() => JSON.parse(line)).not.toThrow();
    }
  });

  onlyInFull("tightness --update: the record stays", () => {
    const update = ["tightness", "--update", "--theorem", "output-gradient", "--file", "record.json", "--seconds", "0"];
    expect(disk.tightness.wnb(update).status).toBe(0);
    const record = join(disk.tightness.folder, "record.json");
    const [head, , ...entries] = readFileSync(record, "utf8").split("\n");
    writeFileSync(record, [head, ...entries].join("\n"));
    unchangedBy(disk.tightness, update, "record.json");
  });

  onlyInFull("weakenings --update: the record stays", () => {
    const entries = readFileSync(join(fixtures, "weakenings.json"), "utf8").split("\n");
    const kept = entries.filter((line) => !line.startsWith('{"theorem":"output-gradient"'));
    const numbers = {
      confirmed: kept.filter((line) => line.includes('"verdict":"confirmed"')).length,
      statements: kept.filter((line) => line.startsWith('{"theorem"')).length,
    };
    const head = kept[0].replace(
      /"(confirmed|statements)":\d+/g,
      (_match, key: "confirmed") => `"${key}":${numbers[key]}`,
    );
    writeFileSync(join(disk.weakenings.folder, "record.json"), [head, ...kept.slice(1)].join("\n"));
    const update = [
      "weakenings",
      "--update",
      "--theorem",
      "output-gradient",
      "--seconds",
      "1",
      "--file",
      "record.json",
    ];
    unchangedBy(disk.weakenings, update, "record.json");
  });

  onlyInFull("verify: no half of a counterexample, and the report all the same", () => {
    const weaken = ["--theorem", "hessian-layerwise", "--weaken", "hessian-layerwise.output=0.05"];
    disk.verify.fill(0);
    const { status, stderr } = disk.verify.wnb(["verify", "--runs", "20", "--seed", "1", "--out", "found", ...weaken]);
    expect({ status, stderr }).toEqual({ status: 74, stderr: expect.stringMatching(NO_ROOM) });
    expect(contents(disk.verify.folder)).toEqual({});
  });

  onlyInFull("figures: each file whole", () => {
    const draw = ["figures", "--figure", "2", "--samples", "30", "--width", "2", "--steps", "2", "--hessians", "1"];
    const args = [...draw, "--out", "."];
    expect(disk.figures.wnb(args, wasm).status).toBe(0);
    const before = contents(disk.figures.folder);
    disk.figures.fill(5 * ROOM);
    const { status, stderr } = disk.figures.wnb(args, wasm);
    expect({ status, stderr }).toEqual({ status: 74, stderr: expect.stringMatching(NO_ROOM) });
    expect(stderr).toContain("wnb: figure-2.png: ");
    const after = contents(disk.figures.folder);
    expect(Object.keys(after)).toEqual(Object.keys(before));
    expect(after["figure-2.png"]).toBe(before["figure-2.png"]);
  });

  onlyInFull("standard output into a file", () => {
    disk.output.fill(ROOM);
    const print = 'exec "$@" > theorems.json';
    const args = [process.execPath, join(root, "dist", "cli", "wnb.js"), "theorems", "--json"];
    const { status, stderr } = disk.output.run(print, args);
    expect(stderr).toMatch(/^wnb: standard output cannot be written: /);
    expect(status).toBe(74);
  });

  onlyInFull("a network file of the API: the error is one that programs can tell", () => {
    const { folder: here, fill, run } = disk.network;
    const write = `
      const { readNetworkFile, WriteError, writeNetworkFile } = require(process.argv[1]);
      const file = readNetworkFile(process.argv[2]);
      for (const name of ["network.json", "network.safetensors"]) {
        try {
          writeNetworkFile(name, file);
        } catch (error) {
          console.log(error instanceof WriteError, error.message);
        }
      }`;
    const args = [process.execPath, "-e", write, join(root, "dist"), join(fixtures, "training", "initial.safetensors")];
    expect(run('exec "$@"', args)).toMatchObject({ status: 0, stdout: "" });
    const before = contents(here);
    fill(0);
    const lines = run('exec "$@"', args).stdout.trimEnd().split("\n");
    expect(lines).toEqual([
      expect.stringMatching(/^true network\.json: cannot be written: /),
      expect.stringMatching(/^true network\.safetensors: cannot be written: /),
    ]);
    expect(contents(here)).toEqual(before);
  });

  onlyInFull("the summary of a job: told of, and no half of it is added", () => {
    const { folder: here, fill, wnb } = disk.summary;
    const summary = join(here, "summary.md");
    writeFileSync(summary, "x".repeat(4000));
    fill(0);
    const inActions = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: summary };
    const { status, stderr } = wnb(["verify", "--theorem", "layer-gradient", "--runs", "5", "--seed", "1"], inActions);
    expect({ status, stderr }).toEqual({ status: 0, stderr: expect.stringMatching(/the summary is not written/) });
    expect(readFileSync(summary, "utf8")).toBe("x".repeat(4000));
  });
});

function unchangedBy({ folder: here, fill, wnb }: SmallDisk, args: readonly string[], name: string): void {
  const before = contents(here);
  fill(ROOM);
  const { status, stderr } = wnb(args);
  expect({ status, stderr }).toEqual({ status: 74, stderr: expect.stringMatching(NO_ROOM) });
  expect(stderr).toContain(`wnb: ${name}: `);
  expect(contents(here)).toEqual(before);
}
