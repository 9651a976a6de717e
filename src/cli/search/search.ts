import { dirname } from "node:path";
import { InputError } from "../../files/inputError";
import { makeFolder } from "../../files/makeFolder";
import { writeWhole } from "../../files/writeWhole";
import type { Range } from "../../generators/caseRanges";
import { Evaluation } from "../../measurement/evaluation";
import { activationNamed, paperActivationNames } from "../../network/activation";
import { networkToJson } from "../../network/formats/networkJson";
import { checkSize } from "../../network/sizeLimit";
import { type Found, runSearch } from "../../search/runSearch";
import { caseAt, FREE } from "../../search/searchPoint";
import type { SearchSpace } from "../../search/searchSpace";
import { startPoint } from "../../search/starts";
import type { Theorem } from "../../theorems/theorem";
import { checkJudged } from "../../verify/checkJudged";
import { exitCodeOf } from "../shared/exitCodes";
import { interruptible } from "../shared/interruptible";
import { printReport } from "../shared/printReport";
import { progressBar } from "../shared/progressBar";
import { registry } from "../shared/registry";
import { version } from "../shared/version";
import type { ScaleText } from "./scaleText";
import type { ActivationResult, BestResult, SearchOptions } from "./searchOutcome";

/** What a free scale is between. */
const ANYWHERE: Range = { from: 0.01, to: 100 };
const NO_SHIFT: Range = { from: 0, to: 0 };
/** Starts that are looked at for an assumption that the constraints contradict. */
const LOOKED_AT = 20;

/** Searches, reports, and sets the exit code. */
export async function search(options: SearchOptions): Promise<void> {
  const theorem = theoremOf(options.theorem);
  const spaces = spacesOf(theorem, options);
  const progress = progressBar("{what}  best ratio {best}");
  progress.above(`seed ${options.seed}`);
  const { result: results, interruption } = await interruptible(async (signal) => {
    const ends = AbortSignal.any([
      signal,
      ...(options.seconds === undefined ? [] : [AbortSignal.timeout(1000 * options.seconds)]),
    ]);
    const done: ActivationResult[] = [];
    for (const space of spaces) {
      if (ends.aborted) {
        break;
      }
      const began = performance.now();
      const found = await runSearch(
        theorem.id,
        space,
        {
          ...options,
          signal: ends,
          onProgress: (starts, best) =>
            progress.show(done.length * options.starts + starts, spaces.length * options.starts, {
              what: `${space.activation.name}, start ${starts} of ${options.starts}`,
              best: best === null ? "none" : best.toFixed(4),
            }),
        },
        registry(),
      );
      done.push({
        activation: space.activation.name,
        found,
        nearest: nearestOf(theorem, space, found),
        seconds: (performance.now() - began) / 1000,
      });
    }
    progress.end();
    return done;
  });
  const best = bestOf(results);
  let file: string | null = null;
  let failure: unknown = null;
  try {
    file = options.out === undefined || best === null ? null : saved(options.out, theorem, best, options);
  } catch (error) {
    // The report first: what was found is not lost with the file.
    failure = error;
  }
  const outcome = { theorem, options, results, best, file, interrupted: interruption !== null };
  if (options.json) {
    const { searchJson } = await import("./searchJson.js");
    console.log(JSON.stringify(searchJson(outcome)));
  } else {
    const { searchReport } = await import("./searchReport.js");
    printReport(searchReport(outcome));
  }
  if (failure !== null) {
    throw failure;
  }
  process.exitCode = interruption ?? (best === null ? exitCodeOf("undecided") : exitCodeOf(best.nearest.verdict));
}

function theoremOf(ids: readonly string[]): Theorem {
  const [id, ...others] = ids;
  if (others.length > 0) {
    throw new InputError("--theorem", ids.join(", "), "one theorem");
  }
  const theorem = registry().theorem(id);
  if (theorem.group !== "pointwise") {
    throw new InputError("--theorem", `${id}, which is on data`, "a theorem on one network and one input");
  }
  return theorem;
}

/** @throws InputError for constraints that contradict themselves or the theorem */
function spacesOf(theorem: Theorem, options: SearchOptions): SearchSpace[] {
  const { depth, width, inputDimension = width } = options;
  checkSize({ depth, width, inputDimension });
  const sizes = { m: width, d: inputDimension };
  const positive = (flag: string, given: ScaleText | undefined): Range => {
    const range = given?.at(sizes) ?? ANYWHERE;
    if (!(range.from > 0 && range.to >= range.from)) {
      throw new InputError(flag, given?.text ?? "", "a number above 0, or A..B with 0 < A <= B");
    }
    return range;
  };
  const shift = options.shift?.at(sizes) ?? NO_SHIFT;
  if (!(shift.to >= shift.from)) {
    throw new InputError("--shift", options.shift?.text ?? "", "a number, or A..B with A <= B");
  }
  const scales = {
    rowNorm: positive("--row-norm", options.rowNorm),
    inputNorm: positive("--input-norm", options.inputNorm),
    outputNorm: positive("--output-norm", options.outputNorm),
    shift,
  };
  const names = options.activation ?? paperActivationNames;
  const spaces = names.map((name) => ({
    depth,
    width,
    inputDimension,
    ...scales,
    activation: activationNamed(name, "--activation"),
  }));
  const broken = spaces.map((space) => alwaysBroken(theorem, space, options.seed));
  const meeting = spaces.filter((_, i) => broken[i] === null);
  if (meeting.length === 0) {
    throw new InputError(
      "the constraints",
      `no network that meets ${broken[0]}, which ${theorem.id} assumes`,
      "one at least",
    );
  }
  return meeting;
}

/** The name of an assumption that no start meets, if there is one. */
function alwaysBroken({ assumptions }: Theorem, space: SearchSpace, seed: number): string | null {
  const starts = Array.from({ length: LOOKED_AT }, (_, index) => caseAt(space, startPoint(space, seed, index)));
  const broken = assumptions.find(({ holds }) => starts.every((networkCase) => !holds(networkCase)));
  return broken === undefined ? null : `${broken.name} (${broken.statement ?? broken.name})`;
}

function nearestOf(theorem: Theorem, space: SearchSpace, { best }: Found): ActivationResult["nearest"] {
  if (best === null) {
    return null;
  }
  const networkCase = caseAt(space, best.point);
  const { result, verdict } = checkJudged(theorem, new Evaluation(networkCase));
  return { networkCase, result, verdict };
}

function bestOf(results: readonly ActivationResult[]): BestResult | null {
  const found = results.filter((result): result is BestResult => result.nearest !== null);
  return found.reduce<BestResult | null>(
    (best, each) =>
      best === null || (each.nearest.result.ratio ?? 0) > (best.nearest.result.ratio ?? 0) ? each : best,
    null,
  );
}

/** Writes the network, as a file of the theorem that `replay` reads. */
function saved(
  path: string,
  { id }: Theorem,
  { nearest: { networkCase, result } }: BestResult,
  options: SearchOptions,
): string {
  const { quantity, bound, ratio } = result;
  const constraints = FREE.flatMap((name) => {
    const given = options[name];
    return given === undefined ? [] : [`${name} ${given.text}`];
  });
  const json = {
    ...networkToJson(networkCase),
    comment: `the network nearest to the bound of ${id} that was found: depth ${options.depth}, width ${options.width}${constraints.map((each) => `, ${each}`).join("")}; seed ${options.seed}`,
    counterexample: { theorem: id, weakening: {}, version: version(), float64: { quantity, bound, ratio } },
  };
  makeFolder(dirname(path));
  writeWhole(path, `${JSON.stringify(json)}\n`);
  return path;
}
