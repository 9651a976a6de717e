/** Proofs without the functions of Math that may be wrong in their last digits: with these out of order, every certificate is still had. */
import { intervals } from "../../src/arithmetic/interval/intervals";
import { allOnes } from "../../src/bounds/coefficients";
import { scalesOf } from "../../src/bounds/scales";
import { fullHessian } from "../../src/calculus/hessianOperator";
import { propagate } from "../../src/calculus/propagation";
import { activations } from "../../src/network/activation";
import type { NetworkCase } from "../../src/network/networkCase";
import { preciseArithmetic } from "../../src/rigour/certifiedNumber";
import { NetworkCertificates } from "../../src/rigour/networkCertificates";
import { topEigenvector } from "../../src/spectrum/topEigenvector";
import { theorems } from "../../src/theorems/registry";
import { oracleNetworks } from "../reference/oracleNetworks";

/** Those that IEEE 754 or the language define to the last bit. */
const DEFINED = new Set("abs ceil clz32 floor fround imul max min round sign sqrt trunc".split(" "));

/** Calls a function while all others of Math throw. */
function withoutUncertainMath<T>(run: () => T): T {
  const uncertain = Object.getOwnPropertyNames(Math).filter(
    (name) => typeof Reflect.get(Math, name) === "function" && !DEFINED.has(name),
  );
  const kept = uncertain.map((name) => Reflect.get(Math, name));
  for (const name of uncertain) {
    const original = Reflect.get(Math, name);
    Reflect.set(Math, name, (...operands: number[]) => {
      const error = new Error(`Math.${name} in a proof`);
      // decimal.js estimates with them how many digits it needs; it is trusted, by name (docs/rigour.md).
      if (error.stack?.split("\n")[2]?.includes("decimal.js")) {
        return original(...operands);
      }
      throw error;
    });
  }
  try {
    return run();
  } finally {
    for (const [i, name] of uncertain.entries()) {
      Reflect.set(Math, name, kept[i]);
    }
  }
}

test("the stubs are in the way", () => {
  expect(() => withoutUncertainMath(() => Math.sin(1))).toThrow("Math.sin in a proof");
  expect(Math.sin(0)).toBe(0);
});

test.each(activations.map(({ name }) => name))("%s", (name) => {
  const [, { network, input }] =
    oracleNetworks.find(
      ([
        ,
        {
          network: { width },
        },
      ]) => width > 2,
    ) ?? oracleNetworks[0];
  const [activation] = activations.filter((each) => each.name === name);
  const networkCase: NetworkCase = { network: { ...network, activation: { activation, shift: 0.25 } }, input };
  const isSmooth = activation.smoothness !== null;
  const witness = isSmooth ? topEigenvector(fullHessian(propagate(networkCase))) : new Float64Array();
  // Whether an assumption holds is no part of a proof.
  const stated = theorems.filter(
    ({ certify, assumptions }) => certify !== undefined && assumptions.every(({ holds }) => holds(networkCase)),
  );
  const proofs = withoutUncertainMath(() => {
    const certificates = new NetworkCertificates(networkCase, () => witness);
    return stated.flatMap((theorem) => {
      const boundsIn = <T>(arithmetic: Parameters<typeof scalesOf<T>>[0]): readonly T[] =>
        theorem.bound(
          arithmetic,
          { networkCase, scales: scalesOf(arithmetic, networkCase) },
          allOnes(arithmetic, theorem.coefficients),
        );
      const [bounds, precise] = [boundsIn(intervals), boundsIn(preciseArithmetic)];
      const ones = Object.fromEntries(theorem.coefficients.map((key) => [key, 1]));
      return (theorem.certify?.(certificates, ones) ?? []).map((quantity, i) =>
        quantity.compare({ interval: bounds[i], precise: () => precise[i] }),
      );
    });
  });
  expect(proofs.length).toBeGreaterThanOrEqual(isSmooth ? 8 : 5);
  expect(proofs.every(({ verdict }) => verdict !== "violated")).toBe(true);
});
