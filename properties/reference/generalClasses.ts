/** Random classes with gains and widths of their own: signs, zeros, equal and paper gains among them. */
import fc from "fast-check";
import type { FunctionClass } from "../../src/complexity/functionClass";
import { type ClassCase, type ClassRanges, classCases } from "./classCases";

const gain = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: -64, max: 64 }).map((k) => k / 32) },
  fc.constantFrom(0, 1, -1, 1 / 16, 3),
);

function gainsOf(width: number): fc.Arbitrary<Float64Array | null> {
  const own = fc.array(gain, { minLength: width, maxLength: width });
  return fc.oneof(
    { weight: 4, arbitrary: own.map((drawn) => Float64Array.from(drawn)) },
    fc.boolean().map((isNegative) => new Float64Array(width).fill(isNegative ? -0.5 : 0.5)),
    fc.constant(null),
  );
}

/** As {@link classCases}, with a width and gains for each layer. */
export function generalClassCases(ranges: ClassRanges = {}): fc.Arbitrary<ClassCase> {
  return classCases(ranges).chain(({ functionClass, inputs, weights }) =>
    fc
      .array(fc.integer({ min: 1, max: ranges.width ?? 6 }), {
        minLength: functionClass.depth,
        maxLength: functionClass.depth,
      })
      .chain((widths) =>
        fc.tuple(...widths.map(gainsOf)).map((gains) => {
          const own = { ...functionClass, width: Math.max(...widths), widths, gains };
          return { functionClass: own, inputs, weights };
        }),
      ),
  );
}

/** The class with its gains, in layer l, in another order or with other signs. */
export function withGains(functionClass: FunctionClass, change: (gains: Float64Array, l: number) => Float64Array) {
  const gains = functionClass.gains?.map((own, l) => own && change(own, l)) ?? [];
  return { ...functionClass, gains };
}
