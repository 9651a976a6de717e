/** f = g_v <W_v/‖W_v‖, α> + c where α does not move: its Hessian by hand. */
import { type Interval, point } from "../../src/arithmetic/interval/interval";
import { activationNamed } from "../../src/network/activation";
import { createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { preciseArithmetic } from "../../src/rigour/certifiedNumber";
import { gradientEnclosure, hessianEnclosure } from "../../src/rigour/derivativeEnclosure";
import { enclosedPropagation } from "../../src/rigour/enclosedPropagation";
import { NetworkCertificates } from "../../src/rigour/networkCertificates";
import { preciseForm } from "../../src/rigour/preciseForm";

/** All gains of the only layer are 0, so α = b and no row turns; that the first lies along the input must not matter. */
function still(alpha: readonly number[], output: readonly number[], outputGain: number): NetworkCase {
  const network = createNetwork({
    activation: { activation: activationNamed("identity", "activation"), shift: 0 },
    layers: [Float64Array.from(alpha.flatMap((_, i) => [1, i]))],
    gains: [new Float64Array(alpha.length)],
    biases: [Float64Array.from(alpha)],
    output: Float64Array.from(output),
    outputGain,
    outputBias: 7,
  });
  return { network, input: Float64Array.of(0.5, 0) };
}

/** Along the direction of the largest curvature in the plane of W_v and α. */
function certificates(networkCase: NetworkCase, along: readonly number[]): NetworkCertificates {
  const direction = new Float64Array(2 * along.length + along.length);
  direction.set(along, 2 * along.length);
  return new NetworkCertificates(networkCase, () => direction);
}

function verdictAt(limit: number, networkCase: NetworkCase, along: readonly number[]): string {
  return certificates(networkCase, along).hessianSpectralNorm.compare({
    interval: point(limit),
    precise: () => preciseArithmetic.of(limit),
  }).verdict;
}

function expectNear({ lower, upper }: Interval, value: number): void {
  expect(lower <= value && value <= upper).toBe(true);
  expect(upper - lower).toBeLessThanOrEqual(1e-13 * Math.abs(value));
}

/*
 * With r = ‖W_v‖, t = <u, α>, h = ‖α - t u‖, the Hessian by W_v along u and b is -(g_v/r²) [[0, h], [h, t]], and -(g_v/r²) t on what is
 * orthogonal to both. Its norm is |g_v|/r² times (|t| + √(t² + 4h²))/2: 4 for t = 3 and h = 2. The eigenvector is (h, 4) up to a factor.
 */
describe.each([
  [
    [3, 2],
    [1, 0],
    [1, 2],
  ],
  [
    [3, 2, 0, 0],
    [1, 0, 0, 0],
    [1, 2, 0, 0],
  ],
  [
    [0, 2, 3],
    [0, 0, 1],
    [0, 2, 1],
  ],
])("α = %j, W_v along %j", (alpha, unit, top) => {
  test.each([
    [1, 1],
    [-3, 2],
    [0.25, 2 ** -20],
    [5, 2 ** -400],
  ])("gain %d, norm %d", (gain, norm) => {
    const networkCase = still(
      alpha,
      unit.map((entry) => entry * norm),
      gain,
    );
    const exact = (4 * Math.abs(gain)) / norm / norm;
    expect(verdictAt(exact, networkCase, top)).not.toBe("violated");
    expect(verdictAt(exact * (1 + 2 ** -52), networkCase, top)).toBe("holds");
    expect(verdictAt(exact * (1 - 2 ** -52), networkCase, top)).toBe("violated");
    const { value, outputGradientNorm, parameterGradientNorm, layerGradientNorms } = certificates(networkCase, top);
    expectNear(value.enclosure(), 3 * gain + 7);
    expectNear(outputGradientNorm.enclosure(), (2 * Math.abs(gain)) / norm);
    expectNear(parameterGradientNorm.enclosure(), (2 * Math.abs(gain)) / norm);
    expect(layerGradientNorms.map((each) => each.enclosure())).toEqual([point(0)]);
  });
});

test("W_v along α: only its rest curves, by |g_v| ‖α‖/r²", () => {
  const networkCase = still([6, 8, 0], [3, 4, 0], -2);
  const orthogonal = [0, 0, 1];
  expect(verdictAt(0.8 * (1 + 1e-9), networkCase, orthogonal)).toBe("holds");
  expect(verdictAt(0.8 * (1 - 1e-9), networkCase, orthogonal)).toBe("violated");
});

test("one number does not turn, and a gain of 0 leaves nothing to curve", () => {
  for (const networkCase of [still([3], [-2], 5), still([3, 2], [1, 1], 0)]) {
    const zeros = new Float64Array(networkCase.network.output.length);
    expect(verdictAt(0, networkCase, [...zeros])).toBe("holds");
    const propagation = enclosedPropagation(networkCase);
    expectNear(propagation.value, networkCase.network.outputGain === 0 ? 7 : -8);
    for (const entry of [...gradientEnclosure(propagation), ...hessianEnclosure(propagation)]) {
      expect(Math.abs(entry.lower) + Math.abs(entry.upper)).toBe(0);
    }
  }
});

test("W_v along α with gain 0: no direction is asked for in decimals either", () => {
  const form = preciseForm(preciseArithmetic, still([6, 8, 0], [3, 4, 0], 0));
  expect(form?.compare(preciseArithmetic.of(1e-30))).toBe("below");
});

test("numbers beyond float64: nothing is proved that is false", () => {
  const networkCase = still([1e200, 1e200], [1, 2], 1e200);
  expect(verdictAt(1e308, networkCase, [1, -1])).not.toBe("holds");
  expect(certificates(networkCase, [1, 1]).value.enclosure().upper).toBe(Number.POSITIVE_INFINITY);
});
