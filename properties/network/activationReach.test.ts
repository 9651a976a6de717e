/** The largest |φ′| and |φ″| on a range, against the largest found on it. */
import fc from "fast-check";
import { decimals } from "../../src/arithmetic/decimal";
import { float64 } from "../../src/arithmetic/float64";
import { interval } from "../../src/arithmetic/interval/interval";
import { intervals } from "../../src/arithmetic/interval/intervals";
import { type Activation, activations } from "../../src/network/activation";
import { quickOrFull } from "../depth";

const decimal = decimals(50);
const ORDERS = ["slope", "curvature"] as const;
/** Where a derivative jumps: there the largest is that of both sides. */
const KINKS: Record<string, readonly number[]> = { parabolic: [-1, 0, 1], relu: [0], selu: [0], leakyrelu: [0] };
/** φ′ and φ″ of these are sums of two terms: near a zero of theirs rounding is relative to the terms. */
const CANCELLING = ["gelu", "silu", "swish", "mish"];

const centres = fc.oneof(
  fc.integer({ min: -6144, max: 6144 }).map((k) => k / 1024),
  fc.double({ min: -30, max: 30, noNaN: true }),
  fc.constantFrom(0, 1, -1, Math.PI / 2, Math.PI, -30, 25),
);
const radii = fc.oneof(
  fc.constant(0),
  fc.integer({ min: -12, max: 1 }).map((exponent) => 10 ** exponent),
  fc.integer({ min: 1, max: 8192 }).map((k) => k / 1024),
);

/** |φ′| or |φ″| in float64. */
function sizeAt({ jet }: Activation, order: (typeof ORDERS)[number], z: number): number {
  const found = new Float64Array(3);
  jet(z, found);
  return Math.abs(found[order === "slope" ? 1 : 2]);
}

/** The largest on a grid, and by golden sections around each of its highest points. */
function largestFound(size: (z: number) => number, from: number, to: number): number {
  const STEPS = 200;
  const points = Array.from({ length: STEPS + 1 }, (_, k) => (k === STEPS ? to : from + ((to - from) * k) / STEPS));
  const sizes = points.map(size);
  let largest = Math.max(...sizes);
  const golden = (Math.sqrt(5) - 1) / 2;
  for (let k = 0; k <= STEPS; k++) {
    const [before, after] = [Math.max(0, k - 1), Math.min(STEPS, k + 1)];
    if (sizes[k] < 0.99 * largest || sizes[k] < sizes[before] || sizes[k] < sizes[after]) {
      continue;
    }
    let [low, high] = [points[before], points[after]];
    for (let i = 0; i < 40; i++) {
      const [left, right] = [high - golden * (high - low), low + golden * (high - low)];
      const [first, second] = [size(left), size(right)];
      largest = Math.max(largest, first, second);
      [low, high] = first < second ? [left, high] : [low, right];
    }
  }
  return largest;
}

describe.each(activations.map((activation) => [activation.name, activation] as const))("%s", (name, activation) => {
  const kinks = KINKS[name] ?? [];
  const rounding = CANCELLING.includes(name) ? 2e-15 : 0;
  const touchesKink = (from: number, to: number): boolean =>
    kinks.some((kink) => Math.min(Math.abs(from - kink), Math.abs(to - kink)) < 1e-9);

  /** The ends of the range are rounded; no |φ″| or |φ‴| exceeds 2. */
  const slackOf = (centre: number, radius: number): number =>
    rounding + 2 * 2 ** -52 * (Math.abs(centre) + radius) + 1e-300;

  test("in float64 it is the largest on the range", () => {
    fc.assert(
      fc.property(centres, radii, (centre, radius) => {
        const [from, to] = [centre - radius, centre + radius];
        const reached = activation.reach(float64, centre, radius);
        const slack = slackOf(centre, radius);
        for (const order of ORDERS) {
          const value = reached[order];
          if (value === null) {
            expect(activation.smoothness).toBeNull();
            continue;
          }
          const largest = largestFound((z) => sizeAt(activation, order, z), from, to);
          expect(value).toBeGreaterThanOrEqual(largest * (1 - 1e-12) - slack);
          if (!touchesKink(from, to)) {
            expect(value).toBeLessThanOrEqual(largest * (1 + 1e-9) + slack);
          }
        }
      }),
      { numRuns: quickOrFull(12, 150) },
    );
  });

  test("around every peak it is the peak, the low ones too", () => {
    for (const order of ORDERS) {
      const size = (z: number): number => sizeAt(activation, order, z);
      for (let z = -8; z <= 8; z += 1 / 64) {
        // A grid has no point on one side of a jump that is as high as the limit.
        const jumps = kinks.some((kink) => Math.abs(z - kink) < 1 / 16);
        const isPeak = !jumps && size(z) > size(z - 1 / 64) && size(z) >= size(z + 1 / 64);
        const value = activation.reach(float64, z + 1 / 256, 1 / 32)[order];
        if (isPeak && value !== null) {
          const largest = largestFound(size, z + 1 / 256 - 1 / 32, z + 1 / 256 + 1 / 32);
          expect([order, z, Math.abs(value - largest) <= 1e-13 * largest]).toEqual([order, z, true]);
        }
      }
    }
  });

  test("on a point it is |φ′| and |φ″| there, far out too", () => {
    fc.assert(
      fc.property(fc.oneof(centres, fc.constantFrom(-300, 300, 1e5, -1e200, 1e200, 1e308)), (z) => {
        fc.pre(!touchesKink(z, z));
        const reached = activation.reach(float64, z, 0);
        for (const order of ORDERS) {
          const size = sizeAt(activation, order, z);
          // The exponents of erf and of the normal density are rounded relative to themselves.
          const units = name === "erf" || name === "gelu" ? 8 + z * z : 8;
          expect(Math.abs((reached[order] ?? size) - size)).toBeLessThanOrEqual(
            Math.min(1, units * 4 * 2 ** -53) * size + rounding / 4 + 1e-300,
          );
        }
      }),
    );
  });

  test("on the whole line it is λ and β", () => {
    for (const centre of [0, -3, 1e5]) {
      for (const radius of [Number.POSITIVE_INFINITY, 1e9]) {
        for (const arithmetic of [float64, decimal]) {
          const { slope, curvature } = activation.reach<unknown>(
            arithmetic as typeof float64,
            arithmetic.of(centre) as number,
            arithmetic.of(radius) as number,
          );
          // The sigmoid's λ is 1, as no theorem needs less.
          expect(Number(slope)).toBeCloseTo(name === "sigmoid" ? 0.25 : activation.lipschitz(float64), 12);
          expect(Number(curvature)).toBeCloseTo(activation.smoothness?.(float64) ?? 0, 12);
        }
      }
    }
  });

  test("it grows with the range, and stays below λ and β", () => {
    fc.assert(
      fc.property(centres, radii, radii, (centre, first, second) => {
        const small = activation.reach(float64, centre, Math.min(first, second));
        const large = activation.reach(float64, centre, Math.max(first, second));
        expect(small.slope).toBeLessThanOrEqual(large.slope * (1 + 1e-15) + rounding / 8);
        expect(small.curvature ?? 0).toBeLessThanOrEqual((large.curvature ?? 0) * (1 + 1e-15) + rounding / 8);
        expect(large.slope).toBeLessThanOrEqual(activation.lipschitz(float64));
        expect(large.curvature ?? 0).toBeLessThanOrEqual(activation.smoothness?.(float64) ?? 0);
      }),
    );
  });

  test("in decimals no point of the range exceeds it", () => {
    fc.assert(
      fc.property(centres, radii, fc.double({ min: -1, max: 1, noNaN: true }), (centre, radius, part) => {
        const [c, r] = [decimal.of(centre), decimal.of(radius)];
        const reached = activation.reach(decimal, c, r);
        const inFloats = activation.reach(float64, centre, radius);
        const at = activation.derivatives(decimal, c.plus(r.times(part)));
        for (const order of ORDERS) {
          const value = reached[order];
          if (value !== null) {
            const excess = at[order].abs().minus(value.times(decimal.of(1).plus("1e-45")));
            expect([order, excess.greaterThan(0)]).toEqual([order, false]);
            if (!touchesKink(centre - radius, centre + radius)) {
              const difference = value.minus(inFloats[order] ?? 0).abs();
              expect(difference.toNumber()).toBeLessThanOrEqual(1e-12 * value.toNumber() + slackOf(centre, radius));
            }
          }
        }
      }),
      { numRuns: quickOrFull(12, 75) },
    );
  });

  test("in intervals it encloses that of all their members", () => {
    const widths = fc.constantFrom(0, 1e-15, 1e-6, 0.01, 0.5, 3);
    const parts = fc.integer({ min: 0, max: 8 }).map((k) => k / 8);
    fc.assert(
      fc.property(centres, radii, widths, widths, parts, parts, (centre, radius, wide, wider, part, other) => {
        const [c, r] = [interval(centre, centre + wide), interval(radius, radius + wider)];
        const reached = activation.reach(intervals, c, r);
        const member = activation.reach(
          decimal,
          decimal.of(c.lower + part * (c.upper - c.lower)),
          decimal.of(r.lower + other * (r.upper - r.lower)),
        );
        for (const order of ORDERS) {
          const [enclosed, exact] = [reached[order], member[order]];
          if (enclosed === null || exact === null) {
            expect(enclosed).toBe(exact);
            continue;
          }
          // 50 digits are rounded too.
          const [most, least] = ["0.99999999999999999999", "1.00000000000000000001"].map((part) => exact.times(part));
          expect([order, most.lessThanOrEqualTo(decimal.of(enclosed.upper))]).toEqual([order, true]);
          expect([order, least.greaterThanOrEqualTo(decimal.of(enclosed.lower))]).toEqual([order, true]);
          const limit = order === "slope" ? activation.lipschitz(intervals) : activation.smoothness?.(intervals);
          expect(enclosed.upper).toBeLessThanOrEqual(limit?.upper ?? Number.NaN);
          if (wide === 0 && wider === 0 && !touchesKink(centre - radius, centre + radius)) {
            // Narrow, as a bound with it must be.
            expect(enclosed.upper - enclosed.lower).toBeLessThanOrEqual(
              1e-12 * enclosed.upper + slackOf(centre, radius),
            );
          }
        }
      }),
      { numRuns: quickOrFull(15, 100) },
    );
  });
});
