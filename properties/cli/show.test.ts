/** A network of a run by its number: what the table says of it is what is measured on its file. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readNetworkFile } from "../../src/network/formats/networkFile";
import { measureNetwork } from "../../src/verify/measureNetwork";
import { onlyInFull } from "../onlyInFull";
import { runCommand, temporaryFolder } from "../reference/builtCommand";

const folder = temporaryFolder();
const wnb = (...args: string[]) => runCommand(folder, args);
const ranges = ["--depth", "1..3", "--width", "1..5", "--input-dimension", "1..4"];

interface Row {
  readonly id: string;
  readonly worstRatio: number | null;
  readonly worstAt: { readonly index: number } | null;
}

const run = wnb("verify", "--group", "all", "--runs", "8", "--seed", "3", "--json", "--save-worst", "worst", ...ranges);
const rows: Row[] = JSON.parse(run.stdout).theorems.filter(({ worstAt }: Row) => worstAt !== null);
const fileOf = ({ id, worstAt }: Row): string => join(folder, "worst", `${id}-seed-3-network-${worstAt?.index}.json`);

test("--save-worst writes one file for each theorem with a worst case, and says where", () => {
  expect([run.status, run.stderr]).toEqual([0, `seed 3\nworst cases: ${rows.length} files in worst\n`]);
  expect(rows.length).toBeGreaterThan(20);
  expect(readdirSync(join(folder, "worst")).sort()).toEqual(
    rows.map((row) => fileOf(row).slice(join(folder, "worst").length + 1)).sort(),
  );
});

test.each(rows.map((row) => [row.id, row] as const))("%s: the file has the ratio of the table", (id, row) => {
  const { network, input, data } = readNetworkFile(fileOf(row));
  if (input === null) {
    throw new Error("no input");
  }
  const { theorems } = measureNetwork(data === undefined ? { network, input } : { network, input, data });
  expect(theorems.find((theorem) => theorem.id === id)?.ratio).toBe(row.worstRatio);
});

onlyInFull.each(["layer-gradient", "linear-convergence"])("show --theorem %s writes the same file", (id) => {
  const row = rows.find((candidate) => candidate.id === id) as Row;
  const args = ["show", "--seed", "3", "--network", String(row.worstAt?.index), "--theorem", id, ...ranges];
  const { status, stdout, stderr } = wnb(...args);
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toBe(readFileSync(fileOf(row), "utf8"));
  expect(wnb(...args, "--out", "shown.json")).toMatchObject({ status: 0, stdout: "" });
  expect(readFileSync(join(folder, "shown.json"), "utf8")).toBe(stdout);
  const measured = wnb("measure", "shown.json", "--json");
  expect(JSON.parse(measured.stdout).theorems).toContainEqual(expect.objectContaining({ id, ratio: row.worstRatio }));
});

test("without a theorem: the network as it was drawn", () => {
  const { status, stdout } = wnb("show", "--seed", "3", "--network", "2", ...ranges);
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ format: "weightnorm-network/1", comment: "network 2 of seed 3" });
  expect(stdout).toBe(wnb("show", "--seed", "3", "--network", "2", ...ranges).stdout);
});

onlyInFull.each([
  ["no seed", ["show", "--network", "1"], /required option '--seed <s>' not specified/],
  ["no number", ["show", "--seed", "1"], /required option '--network <n>' not specified/],
  ["a slip in the theorem", ["show", "--seed", "1", "--network", "0", "--theorem", "descen"], /did you mean descent/],
  [
    "a theorem that says nothing of it",
    ["show", "--seed", "1", "--network", "0", "--theorem", "hessian-envelope", "--activation", "relu"],
    /--network: found 0, which cannot meet the assumptions of hessian-envelope/,
  ],
  [
    "a file that cannot be",
    ["show", "--seed", "1", "--network", "0", "--out", "no/such/folder.json"],
    /cannot be written/,
  ],
])("%s", (_, args, message) => {
  const { status, stdout, stderr } = wnb(...args);
  expect([status, stdout]).toEqual([args.includes("--out") ? 74 : 2, ""]);
  expect(stderr).toMatch(message);
});

onlyInFull("--save-worst into a folder that cannot be: the report all the same, and exit 74", () => {
  const { status, stdout, stderr } = wnb(
    "verify",
    "--theorem",
    "output-bound",
    "--runs",
    "2",
    "--seed",
    "1",
    "--save-worst",
    "/dev/null",
  );
  expect(status).toBe(74);
  expect(stdout).toMatch(/^output-bound /m);
  expect(stderr).toMatch(/\/dev\/null: cannot be written/);
});
