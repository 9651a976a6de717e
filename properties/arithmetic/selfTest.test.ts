/** The self-test passes here, and notices arithmetic that is not as the proofs assume. */
import * as errorFree from "../../src/arithmetic/rounding/errorFree";
import * as exactMath from "../../src/arithmetic/rounding/exactMath";
import { selfTest } from "../../src/arithmetic/rounding/selfTest";

/** The self-test of a process in which a module has other functions. */
function selfTestWith(module: "exactMath" | "errorFree", functions: object): () => void {
  let changed = selfTest;
  jest.isolateModules(() => {
    jest.doMock(`../../src/arithmetic/rounding/${module}`, () => ({
      ...(module === "exactMath" ? exactMath : errorFree),
      ...functions,
    }));
    changed = require("../../src/arithmetic/rounding/selfTest").selfTest;
  });
  jest.dontMock(`../../src/arithmetic/rounding/${module}`);
  return changed;
}

test("it passes in this process", () => {
  expect(selfTest).not.toThrow();
});

test("it notices a root that is off by one float, or flushed", () => {
  const { sqrt } = exactMath;
  expect(selfTestWith("exactMath", { sqrt: (x: number) => sqrt(x) * (1 + 2 ** -52) })).toThrow(
    "√ is not rounded right",
  );
  expect(selfTestWith("exactMath", { sqrt: (x: number) => (x < 2 ** -1022 ? 0 : sqrt(x)) })).toThrow(
    "√ of subnormal numbers",
  );
});

test("it notices errors that are not exact, as contraction would make them", () => {
  const contracted = (a: number, b: number, product: number): number =>
    errorFree.productError(a, b, product) * (1 + 2 ** -40);
  expect(selfTestWith("errorFree", { productError: contracted })).toThrow("rounding errors are not exact");
  expect(selfTestWith("errorFree", { sumError: () => 0 })).toThrow("rounding errors are not exact");
});
