/** A deliberate bug in each of ten places of the calculus is caught by at least two test files, which go there by different routes. */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { onlyInFull } from "../onlyInFull";

const root = join(__dirname, "..", "..");

interface Bug {
  readonly what: string;
  readonly file: string;
  readonly code: string;
  readonly bug: string;
}

const bugs: readonly Bug[] = [
  {
    what: "sign: what of the input a row's turn sees",
    file: "src/calculus/propagation.ts",
    code: "tangent[j] = incoming[j] - projection * unitRows[row + j];",
    bug: "tangent[j] = incoming[j] + projection * unitRows[row + j];",
  },
  {
    what: "factor: s of the signal sent back",
    file: "src/calculus/propagation.ts",
    code: "weights[i] = layer.gains[i] * layer.preSignals[i];",
    bug: "weights[i] = layer.preSignals[i];",
  },
  {
    what: "factor: a row's norm in the norm of its gradient",
    file: "src/calculus/gradient.ts",
    code: "(gain * preSignals[i] * tangentNorms[i]) / rowNorms[i])",
    bug: "gain * preSignals[i] * tangentNorms[i])",
  },
  {
    what: "index: the row of a gradient's entries",
    file: "src/calculus/gradient.ts",
    code: "unitRows[i * n + j];",
    bug: "unitRows[j];",
  },
  {
    what: "sign: the turn of a row in a Hessian-vector product",
    file: "src/calculus/weightLayer.ts",
    code: "const turn = seen + seen2 - projections[i] * alongRow;",
    bug: "const turn = seen + seen2 + projections[i] * alongRow;",
  },
  {
    what: "factor: s of the curvature of φ",
    file: "src/calculus/weightLayer.ts",
    code: "bend * gain * projectionRate;",
    bug: "bend * projectionRate;",
  },
  {
    what: "sign: the row itself in the product of the reduced first layer",
    file: "src/calculus/reducedLayer.ts",
    code: "product[i] = -factor * preSignals[i] * height * turn;",
    bug: "product[i] = factor * preSignals[i] * height * turn;",
  },
  {
    what: "index: where the upper layers begin in reduced coordinates",
    file: "src/calculus/hessianOperator.ts",
    code: "const saved = widths[0] * inputDimension - 2 * widths[0];",
    bug: "const saved = widths[0] * inputDimension - widths[0];",
  },
  {
    what: "sign: the residuals in the gradient of the loss",
    file: "src/calculus/residuals.ts",
    code: "(-2 / records) * residual",
    bug: "(2 / records) * residual",
  },
  {
    what: "factor: s φ′ of the signal's rate in the Hessian of the loss",
    file: "src/calculus/lossLayer.ts",
    code: "const rate = gains[i] * slopes[k] * signalRate[k] + bends[k] * rates[k];",
    bug: "const rate = gains[i] * signalRate[k] + bends[k] * rates[k];",
  },
];

/** The test files that fail, until two have: failingFiles.cjs prints them. */
async function failingFiles(bug: Bug): Promise<readonly string[]> {
  const args = ["-c", "scripts/mutation/deliberateBug.config.ts", "--runInBand", "--bail=2"];
  const environment = { ...process.env, WNB_DELIBERATE_BUG: JSON.stringify(bug), WNB_RUNS: "30" };
  const jest = spawn(process.execPath, [join(root, "node_modules", "jest", "bin", "jest.js"), ...args], {
    cwd: root,
    env: environment,
    stdio: ["ignore", "pipe", "ignore"],
  });
  let printed = "";
  jest.stdout.setEncoding("utf8").on("data", (piece: string) => {
    printed += piece;
  });
  await new Promise((resolve) => jest.on("close", resolve));
  return printed
    .trim()
    .split("\n")
    .filter((line) => line !== "");
}

onlyInFull.each(bugs.map((bug) => [bug.what, bug] as const))("%s", async (_, bug) => {
  expect(readFileSync(join(root, bug.file), "utf8").split(bug.code)).toHaveLength(2);
  expect((await failingFiles(bug)).length).toBeGreaterThanOrEqual(2);
});
