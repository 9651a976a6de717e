import {
  type CaseRanges,
  defaultRanges,
  drawnActivations,
  drawnNetworksOf,
  type Range,
} from "../../generators/caseRanges";
import { networkToJson } from "../../network/formats/networkJson";
import { parameterCount } from "../../network/network";
import type { NetworkCase } from "../../network/networkCase";
import { hasOneWidth } from "../../network/paperForm";
import type { TheoremResult } from "../../verify/checkTheorem";
import type { WorstCase } from "../../verify/counterexample";
import { defaultFolder } from "../../verify/defaultFolder";
import type { Judgement } from "../../verify/judge";
import type { SettledViolation } from "../../verify/settleViolations";
import type { VerificationPlan } from "../../verify/verificationPlan";
import { shortNumber, shortRatio } from "./numbers";
import { loadFlags } from "./registry";
import { shellWord } from "./shellWord";
import { tableOf } from "./table";

/** A violation as reports describe it. */
interface DescribedViolation {
  readonly theorem: string;
  readonly violation: SettledViolation;
  /** Where the violation came from, in a word or two. */
  readonly origin: string;
  readonly worst: WorstCase | null;
  /** Null if it is not saved. */
  readonly file: string | null;
  /** The command that finds it again. */
  readonly repeat: string;
  /** Why a smaller one may be left to find; null if all there is to try was tried. */
  readonly stopped: string | null;
}

/** A network with more is in its file only. */
const MOST_PARAMETERS = 1000;

/** The smallest and the worst case side by side, what does not matter, its file, and how to see all of it again. */
export function describeViolation({
  theorem,
  violation,
  origin,
  worst,
  file,
  repeat,
  stopped,
}: DescribedViolation): string {
  const { networkCase, result, steps, judgement, irrelevant } = violation;
  const { format: _, ...values } = networkToJson(networkCase);
  const columns = [
    columnOf(`${origin}, ${steps} simplifications`, networkCase, result),
    ...(worst === null ? [] : [columnOf(`network ${worst.network}, as drawn`, worst.networkCase, worst.result)]),
  ];
  const rows = Object.keys(columns[0]).map((name) => [`  ${name}`, ...columns.map((column) => column[name])]);
  return [
    ...headline(theorem, result, judgement),
    tableOf(["", "smallest", ...(worst === null ? [] : ["worst of the run"])], rows, []),
    ...(stopped === null ? [] : [`  ${stopped}: there may be a smaller one`]),
    ...describeJudgement(judgement),
    ...(parameterCount(networkCase.network) > MOST_PARAMETERS
      ? []
      : Object.entries(values).map(([key, value]) => `    ${key}: ${JSON.stringify(value)}`)),
    ...(irrelevant.length === 0
      ? []
      : [`  does not matter (each may be another, and it fails all the same): ${irrelevant.join(", ")}`]),
    ...(file === null ? [] : [`  saved:  ${file}`, `  replay: ${replayLine(file)}`]),
    `  repeat: ${repeat}`,
  ].join("\n");
}

function headline(theorem: string, { claim, place }: TheoremResult, judgement: Judgement): string[] {
  const what = `${claim === undefined ? "" : ` (${claim})`}${place === undefined ? "" : ` (${place})`}`;
  switch (judgement.verdict) {
    case "confirmed":
      return [`${theorem} is violated${what}, confirmed in ${judgement.digits} digits`];
    case "not judged":
      return [`${theorem} is violated${what}, as far as float64 can tell: ${judgement.reason}`];
    case "numerical artefact":
      return [
        `${theorem} is undecided${what}: float64 finds a violation, and ${judgement.digits} digits do not: a numerical artefact`,
        ...(judgement.beyondError
          ? ["  the quantity is off by more than its stated error: look for a defect in its code, not in the theorem"]
          : []),
      ];
  }
}

function describeJudgement({ digits, quantity, bound, digitsLost }: Judgement): string[] {
  return quantity === null
    ? []
    : [
        `  in ${digits} digits: quantity ${quantity}`,
        `  ${" ".repeat(`in ${digits} digits:`.length)} bound    ${bound}`,
        `  float64 has lost ${digitsLost} of its 16 digits`,
      ];
}

function columnOf(
  origin: string,
  { network, data, parameters }: NetworkCase,
  result: TheoremResult,
): Record<string, string> {
  const { activation, shift } = network.activation;
  return {
    "": origin,
    depth: String(network.depth),
    width: hasOneWidth(network) ? String(network.width) : network.widths.join(", "),
    "input dimension": String(network.inputDimension),
    ...(data && { records: String(data.batch.inputs.length) }),
    activation: `${activation.name}${shift === 0 ? "" : `, shift ${shortNumber(shift)}`}`,
    ...(parameters === "all" ? { trained: "all parameters" } : {}),
    ...(result.place === undefined ? {} : { place: result.place }),
    quantity: shortNumber(result.quantity),
    bound: shortNumber(result.bound),
    ratio: shortRatio(result.ratio),
  };
}

/** The command that evaluates a saved counterexample again. */
export function replayLine(file: string): string {
  return `npx wnb replay${loadFlags()} ${shellWord(file)}`;
}

/** The `wnb verify` that meets network `index` of a plan again. */
export function repeatCommand(plan: VerificationPlan, theorem: string, index: number, folder: string): string {
  const { activations } = plan.ranges;
  const flags = [
    ...(["depth", "width", "inputDimension"] as const).flatMap((name) =>
      rangeText(plan.ranges[name]) === rangeText(defaultRanges[name])
        ? []
        : [` --${FLAGS[name]} ${rangeText(plan.ranges[name])}`],
    ),
    networksFlag(plan.ranges),
    ...(activations === drawnActivations(drawnNetworksOf(plan.ranges))
      ? []
      : activations.map((name) => ` --activation ${name}`)),
    ...Object.entries(plan.weakenings[theorem] ?? {}).map(([name, value]) => ` --weaken ${theorem}.${name}=${value}`),
    ...(plan.rigour === "certified" ? [" --rigour certified"] : []),
    ...(plan.without === undefined ? [] : [` --without "${plan.without}"`]),
    ...(folder === defaultFolder() ? [] : [` --out ${shellWord(folder)}`]),
  ];
  return `npx wnb verify${loadFlags()} --theorem ${theorem} --seed ${plan.seed} --runs ${index + 1}${flags.join("")}`;
}

/** As a command takes it; nothing for the paper's networks. */
export function networksFlag(ranges: CaseRanges): string {
  const networks = drawnNetworksOf(ranges);
  return networks === "paper" ? "" : ` --networks ${networks}`;
}

const FLAGS = { depth: "depth", width: "width", inputDimension: "input-dimension" } as const;

/** As an option takes it: 3, or 1..8. */
export function rangeText({ from, to }: Range): string {
  return from === to ? String(from) : `${from}..${to}`;
}
