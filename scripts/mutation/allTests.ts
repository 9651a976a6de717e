import { defineGlobals } from "./mochaGlobals";

/** Those that call the code in process, the quickest to kill first. */
const files = [
  "oracles/networks",
  "calculus/gradient",
  "calculus/lossStep",
  "calculus/lossHessian",
  "calculus/lossHessianRecords",
  "calculus/loss",
  "calculus/plainNetwork",
  "calculus/hessian",
  "spectrum/spectralNorm",
  "spectrum/condensedSpectralNorm",
  "theorems/tightness",
  "theorems/lossBounds",
  "theorems/floatRange",
  "theorems/optimisationRoutes",
  "verify/judge",
  "theorems/pointwise",
  "theorems/loss",
  "theorems/optimisation",
  "theorems/generalisation",
];

defineGlobals();
for (const file of files) {
  describe(file, () => {
    require(`../../properties/${file}.test.ts`);
  });
}
