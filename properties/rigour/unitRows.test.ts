/** Unit rows where the norm is known exactly: what is left is the rounding of the quotient, and it must be counted. */
import { decimals } from "../../src/arithmetic/decimal";
import { networkFromJson } from "../../src/network/formats/networkJson";
import { entryAt } from "../../src/rigour/enclosedMatrix";
import { enclosedPropagation } from "../../src/rigour/enclosedPropagation";

const decimal = decimals(40);

test.each([[[3, 4]], [[5, 12]], [[8, 15]], [[7, 24]], [[0.75, 1]]])("%j", (row) => {
  const { network, input } = networkFromJson({
    format: "weightnorm-network/1",
    activation: { name: "identity", shift: 0 },
    layers: [[row]],
    output: [1],
    input: [1, 0],
  });
  const [{ unitRows }] = enclosedPropagation({ network, input: input ?? new Float64Array() }).layers;
  for (const [k, entry] of row.entries()) {
    const exact = decimal.of(entry).dividedBy(Math.hypot(...row));
    const { lower, upper } = entryAt(unitRows, k);
    expect(decimal.of(lower).lessThanOrEqualTo(exact) && decimal.of(upper).greaterThanOrEqualTo(exact)).toBe(true);
    // Without the step that entryAt takes outwards.
    expect(exact.minus(decimal.of(unitRows.midpoints[k])).abs().lessThanOrEqualTo(decimal.of(unitRows.radii[k]))).toBe(
      true,
    );
    expect(upper - lower).toBeLessThan(1e-14);
  }
});
