/** Where theorems apply: at the edge of each assumption. */
import { activationNamed } from "../../src/network/activation";
import { createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { inputWithinRootWidth, plainNetworkInRange } from "../../src/theorems/assumptions";

/** One input, two layers of width m with equal weights, v and x. */
function caseOf(weights: readonly [number, number], output: number, input: number, shift = 0, width = 1): NetworkCase {
  const [first, second] = weights;
  const network = createNetwork({
    activation: { activation: activationNamed("identity", "activation"), shift },
    layers: [new Float64Array(width).fill(first), new Float64Array(width * width).fill(second)],
    output: new Float64Array(width).fill(output),
  });
  return { network, input: Float64Array.of(input) };
}

test("a plain network stays within 1e300: ‖x‖, √m |φ(0)|, ‖v‖ and layer norms above 1 multiply", () => {
  const { holds } = plainNetworkInRange;
  expect(holds(caseOf([1e150, 1e149], 1, 1))).toBe(true);
  expect(holds(caseOf([1e150, 1e151], 1, 1))).toBe(false);
  expect(holds(caseOf([1e150, 1e149], 100, 1))).toBe(false);
  expect(holds(caseOf([1e150, 1e149], 1, 100))).toBe(false);
  expect(holds(caseOf([1e150, 1e149], 1, 1, 100))).toBe(false);
  // Norms below 1 do not make up for large ones.
  expect(holds(caseOf([1e150, 1e151], 1e-3, 1e-3))).toBe(false);
  expect(holds(caseOf([1e-9, 1e299], 1, 1))).toBe(true);
  // With m = 4, √m |φ(0)| is 2 for 1, ‖v‖ 2, ‖W¹‖ 2 · 1e149, ‖W²‖ 4 · 1e149: 3.2e299; and ten times that for φ(0) = 10.
  expect(holds(caseOf([1e149, 1e149], 1, 1, 1, 4))).toBe(true);
  expect(holds(caseOf([1e149, 1e149], 1, 1, 10, 4))).toBe(false);
});

test("‖x‖ <= √m, on it and beside it", () => {
  const { holds } = inputWithinRootWidth;
  expect([2, 2 * (1 + 1e-14), 1.5].map((input) => holds(caseOf([1, 1], 1, input, 0, 4)))).toEqual([true, false, true]);
});
