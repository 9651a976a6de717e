/** What is differentiated goes with a network: drawn, saved, shown, converted and measured, it stays what it was. */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand, temporaryFolder } from "../reference/builtCommand";

const folder = temporaryFolder();
const wnb = (...args: string[]) => runCommand(folder, args);
const measured = (...args: string[]) => JSON.parse(wnb("measure", ...args, "--json").stdout);
const drawn = ["--networks", "general", "--depth", "1..2", "--width", "1..3", "--input-dimension", "1..3"];

test("--save-worst: the files say what was trained, and have the ratios of the table", () => {
  const ids = ["parameter-gradient", "hessian-layerwise"];
  const { stdout } = wnb(
    ...["verify", "--runs", "30", "--seed", "4", "--json", "--save-worst", "worst", ...drawn],
    ...ids.flatMap((id) => ["--theorem", id]),
  );
  const rows: { id: string; worstRatio: number; worstAt: { index: number; parameters?: string } }[] =
    JSON.parse(stdout).theorems;
  expect(rows.map(({ id }) => id)).toEqual(ids);
  expect(readdirSync(join(folder, "worst"))).toHaveLength(2);
  for (const { id, worstRatio, worstAt } of rows) {
    const file = join("worst", `${id}-seed-4-network-${worstAt.index}-of-general.json`);
    const text = readFileSync(join(folder, file), "utf8");
    expect(JSON.parse(text).parameters).toBe(worstAt.parameters);
    expect(measured(file).theorems.find((each: { id: string }) => each.id === id).ratio).toBe(worstRatio);
    const show = ["show", "--seed", "4", "--network", String(worstAt.index), "--theorem", id, ...drawn];
    expect(wnb(...show).stdout).toBe(text);
  }
  expect(rows.some(({ worstAt: { parameters } }) => parameters === "all")).toBe(true);
});

const general = {
  format: "weightnorm-network/2",
  activation: { name: "tanh", shift: 0 },
  layers: [{ weights: [[1, 2]], gains: [3], biases: [0.5] }],
  output: { weights: [2], gain: 0.5 },
  input: [1, 0],
};

test("the option and the file agree, or the one that speaks decides", () => {
  writeFileSync(join(folder, "open.json"), JSON.stringify(general));
  writeFileSync(join(folder, "all.json"), JSON.stringify({ ...general, parameters: "all" }));
  writeFileSync(join(folder, "rows.json"), JSON.stringify({ ...general, parameters: "paper" }));
  const network = (...args: string[]) => measured(...args).network;
  // Two entries of W, one of v; then g, b, g_v and c.
  const [rows, all] = [
    { parameters: 3, trained: "paper" },
    { parameters: 7, trained: "all" },
  ];
  expect(network("open.json")).toMatchObject(rows);
  expect(network("open.json", "--parameters", "all")).toMatchObject(all);
  expect(network("all.json")).toMatchObject(all);
  expect(network("all.json", "--parameters", "all")).toMatchObject(all);
  expect(network("rows.json", "--parameters", "paper")).toMatchObject(rows);
  expect(measured("all.json").quantities).toEqual(measured("open.json", "--parameters", "all").quantities);
  for (const [file, found, given] of [
    ["all.json", "all", "paper"],
    ["rows.json", "paper", "all"],
  ]) {
    expect(wnb("measure", file, "--parameters", given)).toMatchObject({
      status: 2,
      stdout: "",
      stderr: `wnb: ${file}: parameters: found "${found}", expected "${given}", as was asked for (--parameters)\n`,
    });
  }
  const slip = wnb("measure", "all.json", "--parameters", "al");
  expect([slip.status, slip.stderr]).toEqual([
    2,
    expect.stringContaining('found "al", expected one of paper, all (did you mean all?)'),
  ]);
});

test("convert keeps it, from either form to the other", () => {
  writeFileSync(join(folder, "a.json"), JSON.stringify({ ...general, parameters: "all" }));
  expect(wnb("convert", "a.json", "b.safetensors").status).toBe(0);
  expect(wnb("convert", "b.safetensors", "c.json").status).toBe(0);
  expect(JSON.parse(readFileSync(join(folder, "c.json"), "utf8"))).toEqual({ ...general, parameters: "all" });
  expect(measured("b.safetensors")).toEqual(measured("a.json"));
});
