/** Every table and report fits the terminal: at 80 columns nothing wraps and nothing is lost, and elsewhere the full row is there. */
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { comparisonReport } from "../../src/cli/compare/comparisonReport";
import { complexityReport } from "../../src/cli/complexity/complexityDocument";
import { doctorReport } from "../../src/cli/doctor/doctorReport";
import { measureRecords } from "../../src/cli/measure/measureRecords";
import { measureReport } from "../../src/cli/measure/measureReport";
import { outputsReport } from "../../src/cli/measure/outputsReport";
import { recordsReport } from "../../src/cli/measure/recordsReport";
import { symbolsReport } from "../../src/cli/measure/symbolsReport";
import { replayReport } from "../../src/cli/replay/replayReport";
import { screenLength } from "../../src/cli/shared/drawnRows";
import { fittedLines } from "../../src/cli/shared/fittedLines";
import { fittedTable } from "../../src/cli/shared/fittedTable";
import { terminalWidth } from "../../src/cli/shared/terminalWidth";
import { describeViolation } from "../../src/cli/shared/violationReport";
import { theoremReport } from "../../src/cli/theorems/theoremReport";
import { theoremsReport } from "../../src/cli/theorems/theoremsReport";
import { tightnessReport } from "../../src/cli/tightness/tightnessReport";
import { TrainSummary } from "../../src/cli/train/trainSummary";
import { describeCounts, describeProofs, describeRun, ledgerTable } from "../../src/cli/verify/verifyReport";
import { weakeningsReport } from "../../src/cli/weakenings/weakeningsReport";
import { compareNormalisation } from "../../src/experiments/compareNormalisation";
import { defaultComparison } from "../../src/experiments/defaultComparison";
import { defaultRanges } from "../../src/generators/caseRanges";
import { Evaluation } from "../../src/measurement/evaluation";
import { activationNamed } from "../../src/network/activation";
import { readRecord } from "../../src/records/recordFile";
import { TIGHTNESS_FILE, WEAKENINGS_FILE } from "../../src/records/recordPaths";
import { builtIn, theorems } from "../../src/theorems/registry";
import { tightnessRecord } from "../../src/tightness/tightnessFile";
import { summaryOf } from "../../src/tightness/tightnessSummary";
import { checkTheorem } from "../../src/verify/checkTheorem";
import type { Counterexample } from "../../src/verify/counterexample";
import { judge } from "../../src/verify/judge";
import { layerSymbols } from "../../src/verify/layerSymbols";
import { measureNetwork } from "../../src/verify/measureNetwork";
import { replay } from "../../src/verify/replay";
import { finish } from "../../src/verify/steps";
import { statedTheorem, type VerificationPlan } from "../../src/verify/verificationPlan";
import { verifyChunk } from "../../src/verify/verifyChunk";
import { weakeningRecord } from "../../src/weakenings/weakeningFile";
import { quickOrFull } from "../depth";
import { root, runCommand, temporaryFolder } from "../reference/builtCommand";
import { expectedOf, fixturePath, readFixture } from "../reference/checkpointFixtures";
import { inTerminal } from "../reference/inTerminal";
import { npyFile } from "../reference/npyFile";

const folder = temporaryFolder();

/** A text made as for a terminal of this width; null is a pipe. */
function onTerminal(width: number | null, make: () => string): string {
  const { isTTY, columns } = process.stdout;
  Object.assign(process.stdout, { isTTY: width !== null, columns: width ?? undefined });
  try {
    return fittedLines(make(), width);
  } finally {
    Object.assign(process.stdout, { isTTY, columns });
  }
}

const weakeningEntries = readRecord(WEAKENINGS_FILE, weakeningRecord(builtIn));
const violated = weakeningEntries.find(({ theorem }) => theorem === "restricted-strong-convexity");
if (violated === undefined) {
  throw new Error("no weakened statement of the theorem with the longest places is known");
}
const { theorem: id, weakening, without, networkCase } = violated;
const stated = statedTheorem({ weakenings: { [id]: weakening }, ...(without && { without }) }, id, builtIn);
const result = checkTheorem(stated, new Evaluation(networkCase));
const judgement = judge(stated, networkCase);

const plan: VerificationPlan = {
  theoremIds: theorems.map((theorem) => theorem.id),
  ranges: defaultRanges,
  seed: 1,
  weakenings: {},
};
const certifiedPlan: VerificationPlan = {
  theoremIds: ["output-bound", "hessian-layerwise"],
  ranges: { ...defaultRanges, width: { from: 1, to: 2 } },
  seed: 1,
  weakenings: {},
  rigour: "certified",
};
const ledger = verifyChunk(plan, { from: 0, to: 4 }, builtIn);
const certifiedLedger = verifyChunk(certifiedPlan, { from: 0, to: 3 }, builtIn);
const verification = { ledger, networks: 4, interrupted: false, seconds: 1 };
const verdicts = new Map(
  ledger.map((entry) => [entry.id, entry.id === "output-bound" ? ("violated" as const) : entry.verdict]),
);
const saved = { replays: [], refused: [] };
const tightness = readRecord(TIGHTNESS_FILE, tightnessRecord(builtIn));
const rows = compareNormalisation({ ...defaultComparison, depth: { from: 1, to: 3 }, networks: 2 });
const counterexample: Counterexample = {
  theorem: id,
  weakening,
  ...(without && { without }),
  networkCase,
  saved: { verdict: "violated", version: "0.1.0", float64: null, decimal: null },
} as unknown as Counterexample;
const complexityRows = ["tanh", "pseudohuber"].map((activation) => ({
  activation,
  inputNorm: 100,
  depth: 12,
  width: 64,
  records: 1024,
  estimate: 123.456789,
  standardError: 0.0012345,
  bound: 234.56789,
  ratio: 0.5263158,
  oddBound: 1,
  oddRatio: 0.5,
  scaledEstimate: 3.2,
  signVectors: 256,
}));
const { networks: outputNetworks, checkpoint } = readFixture("three-outputs");
const inputs = [1, 2].map((factor) => expectedOf("three-outputs").input.map((entry) => factor * entry));
/** With all that differs from the paper's networks: widths, gains, biases, an activation with λ > 1. */
const generalNetwork = {
  ...outputNetworks[0].network,
  activation: { activation: activationNamed("gelu", "activation"), shift: 0 },
};
const generalSymbols = layerSymbols(new Evaluation({ network: generalNetwork, input: inputs[0] }).scales);
const summary = new TrainSummary();
summary.add({
  kind: "checkpoint",
  step: 1000,
  observation: {
    loss: 0.5,
    minWeightNorm: 1,
    gradientToLossRatio: 1,
    verdict: "holds",
    seconds: 1,
    hessians: null,
    theorems: ledger.map(({ id: name, worstRatio, verdict }) => ({
      id: name,
      ratio: worstRatio,
      verdict,
      quantity: 1,
      bound: 1,
    })),
  },
} as unknown as Parameters<TrainSummary["add"]>[0]);

const reports: Record<string, () => string> = {
  "verify: ledger": () => ledgerTable({ plan, verification, verdicts, violations: [], saved }),
  "verify: notes": () => [describeRun(plan, verification), ...describeCounts(ledger)].join("\n"),
  "verify: proofs": () => describeProofs(certifiedPlan, certifiedLedger).join("\n"),
  "verify: a violation": () =>
    describeViolation({
      theorem: id,
      violation: {
        networkCase,
        result,
        steps: 17,
        isStopped: true,
        judgement,
        irrelevant: ["layers[0]", "data.inputs[0]"],
      },
      origin: "network 1234",
      worst: { network: 4321, networkCase, result },
      file: "fixtures/counterexamples/restricted-strong-convexity-0123456789.json",
      repeat: `npx wnb verify --theorem ${id} --seed 1 --runs 1235 --depth 1..3 --weaken ${id}.residual=0.5`,
      stopped: "shrinking stopped after 30 s (--shrink-seconds)",
    }).replace(/^ {4}\w+: .*$/gm, ""),
  "measure: a network": () =>
    measureReport(measureNetwork(networkCase, [{ quantity: "value", index: null, limit: 1 }])),
  "measure: certified": () =>
    measureReport(measureNetwork(networkCase, [{ quantity: "value", index: null, limit: 1 }], "certified")),
  "measure: a general network": () =>
    measureReport(
      measureNetwork({ network: generalNetwork, input: inputs[0], parameters: "all" }),
      checkpoint?.notes ?? [],
    ),
  "measure: a general network, certified": () =>
    measureReport(measureNetwork({ network: generalNetwork, input: inputs[0] }, [], "certified")),
  "measure: several outputs": () =>
    outputsReport(
      outputNetworks.map(({ output, network }) => ({
        output,
        measurement: measureNetwork({ network, input: inputs[0] }, [{ quantity: "value", index: null, limit: 0.1 }]),
      })),
      checkpoint?.notes ?? [],
    ),
  "measure: a data set": () =>
    recordsReport(
      {
        ...finish(
          measureRecords({
            outputs: outputNetworks.map((each) => ({ ...each, targets: Float64Array.of(1, 2) })),
            inputs,
            parameters: "directions",
          }),
        ),
        leftOut: ["hessian-measured-blocks"],
      },
      [
        ["2 records of inputs.npy", ...(checkpoint?.notes ?? [])].join("\n"),
        ...symbolsReport(generalSymbols, ["gainNorm", "turn", "atZero", "slope"]),
      ],
      true,
    ),
  replay: () => replayReport(counterexample, replay(counterexample, builtIn)),
  compare: () => comparisonReport(defaultComparison, rows),
  complexity: () => complexityReport(complexityRows, complexityRows),
  theorems: () => theoremsReport(theorems),
  "a theorem": () => theorems.map(theoremReport).join("\n\n"),
  tightness: () => tightnessReport(theorems.map((theorem) => summaryOf(theorem, tightness))),
  weakenings: () => weakeningsReport({ entries: weakeningEntries, changes: [], interruption: null }),
  train: () => summary.table(),
  doctor: () =>
    doctorReport({
      format: "weightnorm-doctor/1",
      version: "0.1.0",
      node: "v20.0.0",
      platform: "linux 6.1.0-13-cloud-amd64 x64",
      cores: 2,
      memoryBytes: 2 ** 33,
      backend: {
        kind: "native",
        version: "TensorFlow 2.15.1",
        where: "/home/someone/node_modules/@tensorflow/tfjs-node",
      },
      notes: [
        "Native TensorFlow is missing: it is not installed; this is one of the longer notes, and has to be wrapped",
      ],
      configuration: null,
      cacheFolder: "/home/someone/.cache/weightnorm-bounds",
      dataSets: [
        {
          name: "CIFAR-10",
          where: "",
          records: 0,
          problem: "no folder is given: --data-dir DIR, the one with data_batch_1.bin",
        },
      ],
    }),
};

/** What must stay in one piece, to be copied: a command. */
const isCommand = (line: string): boolean => line.includes("npx wnb ") || line.includes("npm run ");

describe.each(Object.keys(reports))("%s", (name) => {
  const piped = onTerminal(null, reports[name]);
  const words = (text: string): string[] => text.split(/[\s─;:]+/).filter((word) => word !== "");

  test.each([80, 100, 160])("no line is wider than %i columns, and none of the numbers is lost", (width) => {
    const text = onTerminal(width, reports[name]);
    expect(text.split("\n").filter((line) => screenLength(line) > width && !isCommand(line))).toEqual([]);
    const known = words(text);
    const lost = words(piped).filter((word) => /^[-+]?[\d.]+(e[-+]\d+)?$/.test(word) && !known.includes(word));
    expect(lost).toEqual([]);
  });

  test("elsewhere no line goes on below another for want of room", () => {
    expect(piped).toBe(stripVTControlCharacters(onTerminal(1000, reports[name])));
  });
});

test("the ledger shows every theorem with its verdict in one line at any width, and at 120 columns its place too", () => {
  for (const width of [80, 100, 120, 160]) {
    const lines = onTerminal(width, reports["verify: ledger"]).split("\n");
    for (const [name, verdict] of verdicts) {
      expect(lines.find((line) => line.startsWith(`${name} `))).toContain(verdict);
    }
    if (width >= 120) {
      expect(lines.find((line) => line.startsWith("input-lipschitz "))).toMatch(/L=\d+ m=\d+ d=\d+ \w+/);
    }
  }
});

describe("fittedTable", () => {
  const content = {
    head: ["theorem", "ratio", "verdict", "at"],
    rows: [["output-bound", "0.5000", "holds", `L=1 ${"word ".repeat(12)}end`]],
    rightAligned: [1],
  };

  test("as it is where it fits, or nothing has to", () => {
    expect(fittedTable(content, null)).toBe(fittedTable(content, 200));
    expect(fittedTable(content, null).split("\n")).toHaveLength(3);
  });

  test("text is wrapped beside the row, else below it", () => {
    expect(fittedTable(content, 60)).toMatch(/^output-bound {2}0\.5000 {2}holds {4}L=1 word .*\n {31}word/m);
    expect(fittedTable(content, 40)).toMatch(/^output-bound {2}0\.5000 {2}holds\n {4}at L=1 word/m);
  });

  test("numbers come in blocks, each with the names of the rows", () => {
    const numbers = Array.from({ length: 10 }, (_, i) => `number ${i}`);
    const wide = {
      head: ["name", ...numbers],
      rows: [["first", ...numbers.map((_, i) => String(i))]],
      rightAligned: numbers.map((_, i) => i + 1),
    };
    expect(fittedTable(wide, 40).match(/^first/gm)).toHaveLength(4);
  });

  test("a word that is longer than a line is cut", () => {
    const long = { head: ["name", "file"], rows: [["a", "x".repeat(100)]], rightAligned: [] };
    expect(fittedTable(long, 40)).toMatch(/^ {4}x{35}…$/m);
  });
});

test.each([
  [{ isTTY: false, columns: 50 }, {}, null],
  [{}, { COLUMNS: "50" }, null],
  [{ isTTY: true, columns: 50 }, { COLUMNS: "70" }, 50],
  [{ isTTY: true, columns: 0 }, { COLUMNS: "70" }, 70],
  [{ isTTY: true }, {}, 80],
])("the width of %j with %j is %j", (screen, environment, width) => {
  expect(terminalWidth(screen, environment)).toBe(width);
});

const withTerminal = existsSync("/usr/bin/script") ? test : test.skip;

withTerminal.each([80, 120])("in a terminal of %i columns the command keeps to it", (width) => {
  const { status, lines } = inTerminal(folder, width, [
    "verify",
    "--runs",
    "3",
    "--seed",
    "1",
    "--out",
    join(root, "none"),
  ]);
  expect(status).toBe(0);
  expect(lines.filter((line) => screenLength(line) > width)).toEqual([]);
  expect(Math.max(...lines.map(screenLength))).toBeGreaterThan(width - 20);
});

withTerminal("a checkpoint that is measured in a terminal of 80 columns: every output, then one", () => {
  const small = [fixturePath("three-outputs.safetensors"), "--activation", "softplus", "--input", "x.npy"];
  const large = [fixturePath("mnist.safetensors"), "--activation", "tanh", "--input", fixturePath("mnist-row.npy")];
  const { input } = expectedOf("three-outputs");
  writeFileSync(join(folder, "x.npy"), npyFile({ descr: "<f8", shape: [input.length], values: Array.from(input) }));
  const one = ["--output", "1", "--parameters", "all"];
  const measured = [[...small, ...one], small, [...large, ...one], large];
  for (const words of measured.slice(0, quickOrFull(2, 4))) {
    const { status, lines } = inTerminal(folder, 80, ["measure", ...words]);
    expect(status).toBe(0);
    expect(lines.filter((line) => screenLength(line) > 80)).toEqual([]);
    expect(lines).toContainEqual(expect.stringMatching(/^paper +1 +1\/\(√m ω\) +√m \|φ\(0\)\|$/));
  }
});

test("in a pipe the row is whole, whatever COLUMNS says", () => {
  const { stdout } = runCommand(folder, ["verify", "--runs", "3", "--seed", "1"], { more: { COLUMNS: "40" } });
  expect(stdout).toMatch(/^min-weight-norm +Definition 3\.1 +3 +1\.0000 +L=\d.*\(network \d+\) +holds$/m);
});
