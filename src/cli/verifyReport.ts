import { defaultRanges, type Range } from "../generators/caseRanges";
import { networkToJson } from "../network/networkJson";
import type { Ledger, Whereabouts } from "../verify/ledger";
import type { Verification } from "../verify/runVerification";
import { isVacuous, SMALLEST_SHARE, verdictOf } from "../verify/vacuity";
import { theoremById, type VerificationPlan } from "../verify/verifyChunk";
import { colouredVerdict } from "./colour";
import { shortNumber, shortRatio } from "./numbers";
import { tableOf } from "./table";
import type { ReportedViolation } from "./verify";
import { DEFAULT_FOLDER } from "./verifyOptions";

/** One row for each theorem: cases, worst ratio, where it was attained, verdict. */
export function ledgerTable(ledger: Ledger): string {
  const rows = ledger.map((entry) => {
    const { id, cases, worstRatio, worstAt, counts, assumption } = entry;
    const verdict = verdictOf(entry);
    const few = counts[verdict] > 0 && verdict !== "holds" && cases > 0 ? ` (${counts[verdict]})` : "";
    return [
      id,
      theoremById(id).reference,
      String(cases),
      shortRatio(worstRatio),
      worstAt === null ? (assumption === null || cases > 0 ? "" : `needs ${assumption}`) : whereOf(worstAt),
      `${colouredVerdict(verdict)}${few}`,
    ];
  });
  return tableOf(["theorem", "in the paper", "cases", "worst ratio", "attained at", "verdict"], rows, [2, 3]);
}

export function describeRun(
  { seed, ranges }: VerificationPlan,
  { networks, seconds, interrupted }: Verification,
): string {
  const stopped = interrupted ? "Interrupted after " : "";
  return (
    `${stopped}${networks} random networks in ${seconds.toFixed(1)} s: depth ${rangeText(ranges.depth)}, width ${rangeText(ranges.width)}, ` +
    `input dimension ${rangeText(ranges.inputDimension)}; seed ${seed}`
  );
}

/** What the numbers of cases do not say: where a theorem was vacuous, and which ones get a part of the networks only. */
export function describeCounts(ledger: Ledger): string[] {
  const shares = ledger.flatMap((entry) => {
    const { nonvacuous } = theoremById(entry.id);
    if (nonvacuous === undefined || entry.cases === 0) {
      return [];
    }
    const percent = (100 * (entry.nonvacuous ?? 0)) / entry.cases;
    const few = isVacuous(entry) ? `: too few to call it checked (at least ${100 * SMALLEST_SHARE} %)` : "";
    return [`${entry.id}: ${nonvacuous.statement} in ${percent.toFixed(0)} % of its cases${few}`];
  });
  const every = (id: string): number => theoremById(id).every ?? 1;
  const strides = new Set(ledger.map(({ id }) => every(id)).filter((stride) => stride > 1));
  const parts = [...strides].map((stride) => {
    const ids = ledger.map(({ id }) => id).filter((id) => every(id) === stride);
    return `${ids.join(", ")}: one network in ${stride}, as each takes longer`;
  });
  return [...shares, ...parts];
}

/** The smallest network found, its file, and how to see all of it again. */
export function describeViolation(
  plan: VerificationPlan,
  { theorem, index, file, shrunk }: ReportedViolation,
  folder: string,
): string {
  const { networkCase, result, steps } = shrunk;
  const { network } = networkCase;
  const { activations } = plan.ranges;
  const flags = [
    ...(["depth", "width", "inputDimension"] as const).flatMap((name) =>
      rangeText(plan.ranges[name]) === rangeText(defaultRanges[name])
        ? []
        : [` --${FLAGS[name]} ${rangeText(plan.ranges[name])}`],
    ),
    ...(activations === defaultRanges.activations ? [] : activations.map((name) => ` --activation ${name}`)),
  ];
  const out = folder === DEFAULT_FOLDER ? [] : [` --out ${folder}`];
  const weakening = Object.entries(plan.weakenings[theorem] ?? {}).map(
    ([name, value]) => ` --weaken ${theorem}.${name}=${value}`,
  );
  const numbers = `${shortNumber(result.quantity)} > ${shortNumber(result.bound)}, ratio ${shortRatio(result.ratio)}`;
  const { format: _, ...values } = networkToJson(networkCase);
  const lines = Object.entries(values).map(([key, value]) => `    ${key}: ${JSON.stringify(value)}`);
  return [
    `${theorem} is violated: ${result.claim ?? numbers}${result.place === undefined ? "" : ` (${result.place})`}`,
    `  smallest network found (network ${index}, ${steps} simplifications): depth ${network.depth}, width ${network.width}, input dimension ${network.inputDimension}`,
    ...lines,
    ...(file === null ? [] : [`  saved:  ${file}`, `  look:   npx wnb measure ${file}`]),
    `  repeat: npx wnb verify --theorem ${theorem} --seed ${plan.seed} --runs ${index + 1}${[...flags, ...weakening, ...out].join("")}`,
  ].join("\n");
}

const FLAGS = { depth: "depth", width: "width", inputDimension: "input-dimension" } as const;

function rangeText({ from, to }: Range): string {
  return from === to ? String(from) : `${from}..${to}`;
}

function whereOf({ index, depth, width, inputDimension, records, activation, place }: Whereabouts): string {
  const data = records === undefined ? "" : ` n=${records}`;
  return `L=${depth} m=${width} d=${inputDimension}${data} ${activation}${place === undefined ? "" : `, ${place}`} (network ${index})`;
}
