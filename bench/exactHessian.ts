import { gradientNorms } from "../src/calculus/gradient";
import { propagate } from "../src/calculus/propagation";
import { parameterCount } from "../src/network/network";
import type { NetworkCase } from "../src/network/networkCase";
import { hessianSpectralNorm } from "../src/spectrum/hessianSpectralNorm";
import { benchmarkCases, SHAPES } from "./shapes";

const NETWORKS_A_SHAPE = 200;
const WARM_UP_MILLISECONDS = 500;

/** One row of the benchmark: the median time for one network. */
export interface ShapeTime {
  readonly depth: number;
  readonly width: number;
  readonly inputDimension: number;
  readonly parameters: number;
  readonly milliseconds: number;
}

/** What is timed: gradient norm and exact Hessian spectral norm, converged. */
export function normsOf(networkCase: NetworkCase): { parameterGradientNorm: number; hessianSpectralNorm: number } {
  const propagation = propagate(networkCase);
  const { value, converged } = hessianSpectralNorm(propagation);
  if (!converged) {
    throw new Error("a benchmark network did not converge");
  }
  return { parameterGradientNorm: gradientNorms(propagation).parameters, hessianSpectralNorm: value };
}

/** Median milliseconds a network, on this thread, warmed up, over many networks of each shape. */
export function timeExactHessian(): ShapeTime[] {
  return SHAPES.map(([depth, width]) => {
    const cases = benchmarkCases(depth, width, NETWORKS_A_SHAPE);
    const until = performance.now() + WARM_UP_MILLISECONDS;
    for (let i = 0; performance.now() < until; i++) {
      normsOf(cases[i % cases.length]);
    }
    const times = cases.map((networkCase) => {
      const started = performance.now();
      normsOf(networkCase);
      return performance.now() - started;
    });
    const milliseconds = times.sort((a, b) => a - b)[times.length >> 1];
    return { depth, width, inputDimension: width, parameters: parameterCount(cases[0].network), milliseconds };
  });
}
