import { pseudoRandom } from "../src/arithmetic/pseudoRandom";
import { activationNamed } from "../src/network/activation";
import { createNetwork } from "../src/network/network";
import type { NetworkCase } from "../src/network/networkCase";

/** (L, m = d) of the benchmark. */
export const SHAPES = [
  [2, 4],
  [3, 6],
  [4, 8],
  [3, 16],
  [4, 16],
  [2, 32],
] as const;

/** tanh networks with standard normal weights and v, and ‖x‖ = 1: the same ones in every run. */
export function benchmarkCases(depth: number, width: number, count: number): NetworkCase[] {
  const uniform = pseudoRandom(1000 * depth + width);
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  const normals = (length: number): Float64Array => Float64Array.from({ length }, normal);
  return Array.from({ length: count }, () => {
    const layers = Array.from({ length: depth }, () => normals(width * width));
    const network = createNetwork({
      activation: { activation: activationNamed("tanh", "activation"), shift: 0 },
      layers,
      output: normals(width),
    });
    const direction = normals(width);
    const norm = Math.hypot(...direction);
    return { network, input: direction.map((entry) => entry / norm) };
  });
}
