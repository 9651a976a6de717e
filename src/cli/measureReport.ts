import type { Measurement } from "../verify/measureNetwork";
import { LEAST_PRECISION } from "../verify/verdict";
import { colouredVerdict } from "./colour";
import { shortNumber, shortRatio } from "./numbers";
import { tableOf } from "./table";

/** What `wnb measure` prints for people: quantities, theorems, evidence, limits. */
export function measureReport({ network, quantities, evidence, theorems, checks }: Measurement): string {
  const { depth, width, inputDimension, parameters, activation } = network;
  const shift = activation.shift === 0 ? "" : `, shift ${activation.shift}`;
  const title = `depth ${depth}, width ${width}, input dimension ${inputDimension}, ${parameters} parameters, ${activation.name}${shift}`;
  const quantityRows = Object.entries(quantities).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.map(shortNumber).join("  ") : shortNumber(value as number | null),
  ]);
  const theoremRows = theorems.map(
    ({ id, quantity, bound, ratio, verdict, error, place, assumption, claim, judgement }) => [
      id,
      shortNumber(quantity),
      shortNumber(bound),
      shortRatio(ratio),
      colouredVerdict(verdict),
      [
        claim ??
          (assumption === undefined ? `${place ?? ""}${roughly(quantity, error, bound)}` : `needs ${assumption}`),
        ...(judgement === undefined ? [] : [judgement]),
      ].join(" "),
    ],
  );
  const parts = [
    title,
    tableOf(["quantity", "value"], quantityRows, []),
    tableOf(["theorem", "quantity", "bound", "ratio", "verdict", ""], theoremRows, [1, 2, 3]),
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
    const rows = checks.map(({ quantity, value, limit, verdict }) => [
      quantity,
      String(value ?? "–"),
      String(limit),
      colouredVerdict(verdict),
    ]);
    parts.push(tableOf(["at most?", "value", "limit", "verdict"], rows, [1, 2]));
  }
  return parts.join("\n\n");
}

/** A quantity that is known too roughly for a ratio looks like any other, so it says so. */
function roughly(quantity: number | null, error = 0, bound: number | null = null): string {
  const isRough = bound !== null && error > LEAST_PRECISION * bound && (bound > 0 || quantity !== 0);
  return isRough ? ` (known to ± ${shortNumber(error)})` : "";
}
