/**
 * `npm run mutation [-- FILE…]`: StrykerJS over calculus, spectrum, bounds, measurement and theorems, some files at a time, as code with few mutants in it
 * runs nearly as fast as without. Prints the score, in which a timeout is no kill, and the survivors without a reason; exit code 1 below the
 * score asked for.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { mutationDocument, survivorsList } from "./document";
import { type Mutant, mutantsOf } from "./mutant";
import { reportOf, scoreOf } from "./report";

const root = join(__dirname, "..", "..");
const CALCULUS = [
  "gradient",
  "batchTangentNorms",
  "rowPlanes",
  "differences",
  "lossStep",
  "lossHessian",
  "lossHessianRecords",
  "loss",
  "plainNetwork",
  "hessian",
];
const THEOREMS = [
  "floatRange",
  "assumptions",
  "minWeightNorm",
  "rowScaleInvariance",
  "optimisationAssumptions",
  "lossBounds",
  "optimisationRoutes",
  "pointwise",
  "loss",
  "optimisation",
  "generalisation",
];
const calculus = ["oracles/networks", ...CALCULUS.map((name) => `calculus/${name}`)];
const spectrum = [
  "ritzValue",
  "work",
  "topRitzPair",
  "spectralNorm",
  "evidence",
  "condensedSpectralNorm",
  "lanczos",
].map((name) => `spectrum/${name}`);
const theorems = [
  "docs/theorems",
  "weakenings/premises",
  "weakenings/record",
  "oracles/networks",
  "theorems/tightness",
  "theorems/certified",
  ...THEOREMS.map((name) => `theorems/${name}`),
  "theorems/again",
];
/** Each room with the tests that its mutants are run against, those that find most first: in process, where mutants are. */
const ROOMS = {
  "src/calculus": [...calculus, ...spectrum, "theorems/tightness", "verify/judge"],
  "src/spectrum": [...spectrum, ...calculus, "theorems/tightness"],
  "src/bounds": theorems,
  "src/measurement": theorems,
  "src/theorems": theorems,
};
/** Characters of source in one group: some hundred mutants. */
const GROUP_SIZE = 30_000;
/** Percent. */
const LEAST_SCORE = 85;

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory()
      ? sourcesIn(`${folder}/${entry.name}`)
      : entry.name.endsWith(".ts")
        ? [`${folder}/${entry.name}`]
        : [],
  );
}

/** Neighbouring files together, until they are large enough. */
function grouped(files: readonly string[]): string[][] {
  const groups: string[][] = [];
  let size = GROUP_SIZE;
  for (const file of files) {
    if (size >= GROUP_SIZE) {
      groups.push([]);
      size = 0;
    }
    groups[groups.length - 1].push(file);
    size += statSync(join(root, file)).size;
  }
  return groups;
}

/** What is known of the other files, from earlier runs: of files chosen alone the record is brought up to date, and of all the score is told. */
const record = join(root, "reports", "mutants.json");
if (process.argv[2] === "--markdown") {
  console.log(mutationDocument(JSON.parse(readFileSync(record, "utf8"))).trimEnd());
  process.exit();
}
const chosen = process.argv.slice(2).map((file) => relative(root, file));
const groups = Object.entries(ROOMS).flatMap(([room, tests]) => {
  const files = sourcesIn(room).filter((file) => chosen.length === 0 || chosen.includes(file));
  return grouped(files).map((group) => ({ files: group, tests }));
});
const earlier: Mutant[] = chosen.length > 0 && existsSync(record) ? JSON.parse(readFileSync(record, "utf8")) : [];
let mutants = earlier;
mkdirSync(dirname(record), { recursive: true });
for (const [i, { files: group, tests }] of groups.entries()) {
  console.log(`group ${i + 1} of ${groups.length}: ${group.join(" ")}`);
  const { status, signal } = spawnSync(
    join(root, "node_modules", ".bin", "stryker"),
    ["run", "--mutate", group.join(",")],
    {
      cwd: root,
      stdio: ["ignore", "inherit", "inherit"],
      // Fixed, as unseeded properties would flip verdicts.
      env: {
        ...process.env,
        CI: "1",
        WNB_SEED: "20240908",
        WNB_FULL: "1",
        WNB_RUNS: process.env["WNB_RUNS"] || "20",
        WNB_MUTATION_TESTS: tests.join(" "),
      },
    },
  );
  if (status !== 0) {
    console.error(`stryker ended with ${signal ?? status}`);
    process.exit(2);
  }
  const found = mutantsOf(JSON.parse(readFileSync(join(root, "reports", "mutation.json"), "utf8")));
  mutants = [...mutants.filter(({ file }) => !group.includes(file)), ...found];
  writeFileSync(record, JSON.stringify(mutants));
}
writeFileSync(join(root, "reports", "survivors.md"), survivorsList(mutants));
console.log(reportOf(mutants));
process.exitCode = scoreOf(mutants).score >= LEAST_SCORE ? 0 : 1;
