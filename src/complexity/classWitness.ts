import { createNetwork, type Network } from "../network/network";
import type { ClassMember, FunctionClass } from "./functionClass";

/** The network of m equal rows in its last layer, and v = ±(T/√m)(1, …, 1), that one row stands for (supremumSearch.ts). */
export function classWitness(
  { width, activation, outputRadius }: FunctionClass,
  { layers, output }: ClassMember,
): Network {
  const top = layers[layers.length - 1];
  const repeated = new Float64Array(width * top.length);
  for (let i = 0; i < width; i++) {
    repeated.set(top, i * top.length);
  }
  const entry = (Math.sign(output[0]) * outputRadius) / Math.sqrt(width);
  return createNetwork({
    activation,
    layers: [...layers.slice(0, -1), repeated],
    output: new Float64Array(width).fill(entry),
  });
}
