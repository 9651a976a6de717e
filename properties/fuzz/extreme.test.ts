/**
 * No wrong word on extreme networks: whatever `measure` calls converged is within its stated error, and no limit beside a value gets the
 * wrong verdict. The values are those of a definition in 60 digits, by a route that shares nothing with the calculus.
 *
 * `npm run test:full` looks at 20,000 networks; WNB_FUZZ_CASES and WNB_FUZZ_FROM choose others.
 */
import type { Decimal } from "decimal.js";
import type { OrderedArithmetic } from "../../src/arithmetic/arithmetic";
import { decimals } from "../../src/arithmetic/decimal";
import { exactFloat64 } from "../../src/arithmetic/decimalText";
import type { NetworkCase } from "../../src/network/network";
import { networkToJson } from "../../src/network/networkJson";
import { measureNetwork } from "../../src/verify/measureNetwork";
import type { QuantityName } from "../../src/verify/quantities";
import { extremeNetwork } from "../reference/extremeNetworks";
import { exactDerivatives, exactSpectralNorm } from "../reference/secondOrder";

/** The reference twice: what the two differ by is what cancelled. */
const RUNGS = [50, 80].map(decimals);

const from = Number(process.env["WNB_FUZZ_FROM"] || 0);
const count = Number(process.env["WNB_FUZZ_CASES"] || 200);

interface Exact {
  readonly quantity: QuantityName;
  readonly index: number | null;
  readonly exact: Decimal;
  /** The reference is within this of it. */
  readonly doubt: Decimal;
}

function exactQuantities(networkCase: NetworkCase): Exact[] {
  const [rough, fine] = RUNGS.map((decimal) => referenceQuantities(decimal, networkCase));
  return fine.map((each, i) => ({ ...each, doubt: each.exact.minus(rough[i].exact).abs().times(2) }));
}

function referenceQuantities(decimal: OrderedArithmetic<Decimal>, networkCase: NetworkCase): Omit<Exact, "doubt">[] {
  const found = exactDerivatives(decimal, networkCase);
  const isSmooth = networkCase.network.activation.activation.smoothness !== null;
  const single = (quantity: QuantityName, exact: Decimal) => ({ quantity, index: null, exact });
  const list = (quantity: QuantityName, entries: readonly Decimal[]) =>
    entries.map((exact, index) => ({ quantity, index, exact }));
  return [
    single("value", found.value),
    ...list("activationNorms", found.activationNorms),
    ...list("layerGradientNorms", found.layerGradientNorms),
    single("outputGradientNorm", found.outputGradientNorm),
    single("parameterGradientNorm", found.parameterGradientNorm),
    ...(isSmooth ? [single("hessianSpectralNorm", exactSpectralNorm(decimal, found.hessian))] : []),
  ];
}

/** Limits beside the exact value, as texts of more digits than float64 has; a value of 0 has those beside it. */
const FACTORS = ["0.5", "0.97", "0.999999", "1.000001", "1.03", "2"];
const BESIDE_ZERO = ["-1e-300", "1e-300"];
/** As limits may have. */
const LARGEST_EXPONENT = 9e5;

function limitTexts({ exact }: Exact): string[] {
  if (exact.isZero() || Math.abs(exact.e) > LARGEST_EXPONENT) {
    return BESIDE_ZERO;
  }
  return FACTORS.map((factor) => exact.times(factor).toPrecision(30));
}

function faultsOf(networkCase: NetworkCase): string[] {
  const exact = exactQuantities(networkCase);
  const limits = exact.flatMap((each) => limitTexts(each).map((text) => ({ ...each, limit: Number(text), text })));
  const measured = measureNetwork(networkCase, limits);
  const faults: string[] = [];
  for (const { quantity, index, exact: is, doubt } of exact) {
    const [values, errors] = [measured.quantities[quantity], measured.errors[quantity]];
    const [value, error] =
      index === null ? [values, errors] : [values, errors].map((list) => (list as number[])[index]);
    const { converged } =
      quantity === "hessianSpectralNorm"
        ? (measured.evidence.hessianSpectralNorm ?? { converged: false })
        : { converged: true };
    if (!converged || !Number.isFinite(value) || !Number.isFinite(error)) {
      continue;
    }
    const off = is.minus(exactFloat64(value as number)).abs();
    if (off.greaterThan(doubt.plus(exactFloat64(error as number)))) {
      faults.push(`${quantity}${index ?? ""}: ${value} ± ${error}, exactly ${is.toPrecision(25)}`);
    }
  }
  for (const [i, { quantity, index, exact: is, doubt, text }] of limits.entries()) {
    const { verdict } = measured.checks[i];
    const isClear = is.minus(text).abs().greaterThan(doubt);
    const right = is.lessThanOrEqualTo(text) ? "holds" : "violated";
    if (isClear && verdict !== right && verdict !== "undecided") {
      faults.push(`${quantity}${index ?? ""} <= ${text}: ${verdict}, and is ${is.toPrecision(25)}`);
    }
  }
  for (const { id, verdict } of measured.theorems) {
    if (verdict === "violated") {
      faults.push(`${id}: violated`);
    }
  }
  return faults;
}

test(`no wrong word on the extreme networks ${from} to ${from + count - 1}`, () => {
  const wrong: string[] = [];
  for (let number = from; number < from + count; number++) {
    const networkCase = extremeNetwork(number);
    const faults = faultsOf(networkCase);
    if (faults.length > 0) {
      wrong.push(`network ${number}: ${faults.join("; ")}\n${JSON.stringify(networkToJson(networkCase))}`);
    }
  }
  expect(wrong).toEqual([]);
});
