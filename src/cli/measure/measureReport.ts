import type { Interval } from "../../arithmetic/interval/interval";
import type { QuantityName } from "../../measurement/quantities";
import type { Certificate } from "../../rigour/certificate";
import type { DescribedNetwork } from "../../verify/describedNetwork";
import type { SymbolName } from "../../verify/layerSymbols";
import type { Measurement } from "../../verify/measureNetwork";
import { LEAST_PRECISION } from "../../verify/verdict";
import { colouredVerdict } from "../shared/colour";
import { shortNumber, shortRatio } from "../shared/numbers";
import { tableOf } from "../shared/table";
import { symbolsReport } from "./symbolsReport";

/**
 * What `wnb measure` prints for people: quantities, theorems, evidence, limits.
 *
 * @param notes on the network, below the title
 */
export function measureReport(
  { network, symbols, ownSymbols, quantities, evidence, theorems, checks, enclosures, notCovered = [] }: Measurement,
  notes: readonly string[] = [],
): string {
  const quantityRows = Object.entries(quantities).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(shortNumber).join("  ") : shortNumber(value as number | null),
    ...(enclosures === undefined ? [] : [certainly(enclosures[name as QuantityName] ?? null)]),
  ]);
  const theoremRows = theorems.map(
    ({ id, quantity, bound, ratio, verdict, attained, error, place, assumption, claim, judgement, proof }) => [
      id,
      shortNumber(quantity),
      shortNumber(bound),
      shortRatio(ratio),
      `${colouredVerdict(verdict)}${attained ? " (attained)" : ""}`,
      [
        claim ??
          (assumption === undefined ? `${place ?? ""}${roughly(quantity, error, bound)}` : `needs ${assumption}`),
        ...(judgement === undefined ? [] : [judgement]),
        ...(proof == null ? [] : [describeProof(proof)]),
      ].join(" "),
    ],
  );
  const parts = [
    [titleOf(network, ownSymbols), ...notes].join("\n"),
    ...symbolsReport(symbols, ownSymbols),
    tableOf(["quantity", "value", ...(enclosures === undefined ? [] : ["certainly within"])], quantityRows, []),
    `${tableOf(["theorem", "quantity", "bound", "ratio", "verdict", ""], theoremRows, [1, 2, 3])}\n${RATIO_LEGEND}`,
  ];
  const hessians = [
    ["Hessian norm", evidence.hessianSpectralNorm],
    ["Hessian norm of the loss", evidence.lossHessianSpectralNorm ?? null],
  ] as const;
  for (const [name, norm] of hessians) {
    if (norm !== null) {
      parts.push(`${name} by ${norm.method}: ${norm.iterations} products, residual ${shortNumber(norm.residual)}`);
    }
  }
  if (checks.length > 0) {
    const isProved = checks.some(({ proof }) => proof !== undefined);
    const rows = checks.map(({ quantity, value, limit, limitText, verdict, proof }) => [
      quantity,
      String(value ?? "–"),
      limitText ?? String(limit),
      colouredVerdict(verdict),
      ...(isProved ? [proof === undefined ? "" : describeProof(proof)] : []),
    ]);
    const head = ["at most?", "value", "limit", "verdict", ...(isProved ? ["proof"] : [])];
    parts.push(tableOf(head, rows, [1, 2]));
  }
  if (notCovered.length > 0) {
    parts.push(`without certificates, and left out: ${notCovered.join(", ")}`);
  }
  return parts.join("\n\n");
}

/**
 * The network in one line: with its widths where they differ, and with what its parameters are where gains or biases are not the paper's.
 *
 * @example titleOf(network, []) // depth 2, width 2, input dimension 2, 10 parameters, tanh
 */
export function titleOf(
  { depth, width, widths = [], inputDimension, parameters, trained, activation }: DescribedNetwork,
  ownSymbols: readonly SymbolName[],
): string {
  const isUniform = widths.every((each) => each === width);
  const shape = isUniform ? `width ${width}` : `widths ${widths.join(", ")}`;
  const isPaper = isUniform && ownSymbols.every((name) => name === "slope");
  const constant = isPaper ? "" : " (rows and v)";
  const which = trained === "all" ? " (rows, v, gains and biases)" : constant;
  const shift = activation.shift === 0 ? "" : `, shift ${activation.shift}`;
  return `depth ${depth}, ${shape}, input dimension ${inputDimension}, ${parameters} parameters${which}, ${activation.name}${shift}`;
}

export const RATIO_LEGEND =
  "ratio = quantity/bound, at most 1 where a theorem holds; below 0 the two have opposite signs; ± the error of the quantity. The statements: wnb theorems";

/** The step that decided, and how far apart the sides certainly are, relative to the bound. */
function describeProof({ step, verdict, quantity, bound }: Certificate): string {
  if (step === null) {
    return "not proved";
  }
  const margin = verdict === "holds" ? 1 - quantity.upper / bound.lower : quantity.lower / bound.upper - 1;
  return `proved (${step})${Number.isFinite(margin) && margin > 0 ? `, margin ${margin.toPrecision(2)}` : ""}`;
}

function certainly(enclosure: Interval | readonly Interval[] | null): string {
  if (enclosure === null) {
    return "–";
  }
  const [first, ...others] = "lower" in enclosure ? [enclosure] : enclosure;
  const text = ({ lower, upper }: Interval): string => `[${lower}, ${upper}]`;
  return `${text(first)}${others.length === 0 ? "" : ` … ${text(others[others.length - 1])}`}`;
}

/** A quantity that is known too roughly for a ratio looks like any other, so it says so. */
function roughly(quantity: number | null, error = 0, bound: number | null = null): string {
  const isRough = bound !== null && error > LEAST_PRECISION * bound && (bound > 0 || quantity !== 0);
  return isRough ? ` (known to ± ${shortNumber(error)})` : "";
}
