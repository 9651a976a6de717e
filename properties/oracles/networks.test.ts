/** Agreement with values from 60-digit arithmetic, made independently of this code: fixtures/oracles/README.md. */
import { decimals } from "../../src/arithmetic/decimal";
import { float64 } from "../../src/arithmetic/float64";
import { allOnes } from "../../src/bounds/coefficients";
import { scalesOf } from "../../src/bounds/scales";
import { fullHessian } from "../../src/calculus/hessianOperator";
import { entriesOf } from "../../src/calculus/symmetricOperator";
import { Evaluation } from "../../src/measurement/evaluation";
import { measureNetwork } from "../../src/verify/measureNetwork";
import { ORACLE_ZERO, oracleBounds, oracleNetworks } from "../reference/oracleNetworks";
import { theoremById } from "../reference/theoremById";

function expectNear(found: number, expected: string, relative: number): void {
  const exact = Number(expected);
  const tolerance = Math.abs(exact) < ORACLE_ZERO ? ORACLE_ZERO : relative * Math.abs(exact);
  expect(Math.abs(found - exact)).toBeLessThanOrEqual(tolerance);
}

test("there are 36 reference networks", () => expect(oracleNetworks.length).toBe(36));

test.each(oracleNetworks)("%s: quantities to 1e-9", (_, networkCase, expected) => {
  const { quantities, evidence } = measureNetwork(networkCase);
  for (const [name, value] of Object.entries(quantities)) {
    const reference = expected[name];
    if (Array.isArray(value)) {
      value.forEach((entry, i) => {
        expectNear(entry, reference[i], 1e-9);
      });
    } else {
      expectNear(value as number, reference as string, 1e-9);
    }
  }
  expect(evidence.hessianSpectralNorm?.converged).toBe(true);
  const frobenius = Math.hypot(...entriesOf(fullHessian(new Evaluation(networkCase).propagation)));
  expectNear(frobenius, expected["hessianFrobeniusNorm"] as string, 1e-9);
});

test.each(oracleNetworks)("%s: bounds to 1e-12 in float64 and to 1e-18 in decimals", (_, networkCase, expected) => {
  const decimal = decimals(40);
  const exactScales = scalesOf(decimal, networkCase);
  const exact = (id: string) => {
    const theorem = theoremById(id);
    return theorem.bound(decimal, { networkCase, scales: exactScales }, allOnes(decimal, theorem.coefficients));
  };
  const float = (id: string) => {
    const evaluation = new Evaluation(networkCase);
    const theorem = theoremById(id);
    return theorem.bound(float64, evaluation, allOnes(float64, theorem.coefficients));
  };
  for (const [id, references] of oracleBounds(expected)) {
    references.forEach((reference, i) => {
      if (reference === null) {
        return;
      }
      expectNear(float(id)[i], reference, 1e-12);
      const difference = exact(id)[i].minus(reference).absoluteValue();
      expect(difference.lessThanOrEqualTo(exact(id)[i].times(1e-18))).toBe(true);
    });
  }
});
