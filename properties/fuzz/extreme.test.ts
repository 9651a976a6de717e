/**
 * No wrong word on extreme networks: whatever `measure` calls converged is within its stated error, and no limit beside a value gets the
 * wrong verdict. The values are those of a definition in 60 digits, by a route that shares nothing with the calculus.
 *
 * `npm run test:fuzz` looks at 20,000 networks; WNB_FUZZ_CASES and WNB_FUZZ_FROM choose others.
 */
import type { Decimal } from "decimal.js";
import { decimals } from "../../src/arithmetic/decimal";
import { exactFloat64 } from "../../src/arithmetic/decimalText";
import type { QuantityName } from "../../src/measurement/quantities";
import { networkToJson } from "../../src/network/formats/networkJson";
import type { NetworkCase } from "../../src/network/networkCase";
import { measureNetwork } from "../../src/verify/measureNetwork";
import { quickOrFull } from "../depth";
import { extremeGeneralNetwork } from "../reference/extremeGeneralNetworks";
import { extremeNetwork } from "../reference/extremeNetworks";
import { type ExactDerivatives, exactDerivatives, exactSpectralNorm } from "../reference/secondOrder";

/** The reference twice: what the two differ by is what cancelled. */
const RUNGS = [45, 65].map(decimals);
/** Digits of the eigenvalues of what the second gives. */
const OF_NORM = decimals(28);
const NORM_DOUBT = "1e-24";

const from = Number(process.env["WNB_FUZZ_FROM"] || 0);
/** Of each kind: decimals of a general network take twice as long. */
const countOf = (usual: number): number => Number(process.env["WNB_FUZZ_CASES"] || usual);

interface Exact {
  readonly quantity: QuantityName;
  readonly index: number | null;
  readonly exact: Decimal;
  /** The reference is within this of it. */
  readonly doubt: Decimal;
}

function exactQuantities(networkCase: NetworkCase): Exact[] {
  const [rough, fine] = RUNGS.map((decimal) => exactDerivatives(decimal, networkCase));
  const single = (
    quantity: QuantityName,
    read: (from: ExactDerivatives) => Decimal,
    index: number | null = null,
  ): Exact => ({
    quantity,
    index,
    exact: read(fine),
    doubt: read(fine).minus(read(rough)).abs().times(2),
  });
  const isSmooth = networkCase.network.activation.activation.smoothness !== null;
  return [
    single("value", ({ value }) => value),
    ...fine.activationNorms.map((_, l) => single("activationNorms", (from) => from.activationNorms[l], l)),
    ...fine.layerGradientNorms.map((_, l) => single("layerGradientNorms", (from) => from.layerGradientNorms[l], l)),
    single("outputGradientNorm", (from) => from.outputGradientNorm),
    single("parameterGradientNorm", (from) => from.parameterGradientNorm),
    ...(isSmooth ? [exactHessianNorm(rough.hessian, fine.hessian)] : []),
  ];
}

function exactHessianNorm(rough: ExactDerivatives["hessian"], fine: ExactDerivatives["hessian"]): Exact {
  const exact = exactSpectralNorm(OF_NORM, fine);
  const differences = fine.flatMap((row, k) => row.map((entry, l) => entry.minus(rough[k][l])));
  const doubt = OF_NORM.hypotenuse(differences).times(2).plus(exact.times(NORM_DOUBT));
  return { quantity: "hessianSpectralNorm", index: null, exact, doubt };
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

const networks = [
  { which: "", networkOf: extremeNetwork, count: countOf(quickOrFull(5, 200)) },
  { which: ", general,", networkOf: extremeGeneralNetwork, count: countOf(quickOrFull(5, 50)) },
];

test.each(networks)(`no wrong word on $count extreme networks$which from ${from} on`, ({ networkOf, count }) => {
  const wrong: string[] = [];
  for (let number = from; number < from + count; number++) {
    const networkCase = networkOf(number);
    const faults = faultsOf(networkCase);
    if (faults.length > 0) {
      wrong.push(`network ${number}: ${faults.join("; ")}\n${JSON.stringify(networkToJson(networkCase))}`);
    }
  }
  expect(wrong).toEqual([]);
});
