import { createNetwork, type Network } from "../network/network";
import { type ClassMember, classGains, classShape, type FunctionClass, hasOneTopGain } from "./functionClass";

/** The network that attains a supremum: one row in the last layer stands for all m of them, and v = ±(T/√m)(1, …, 1) (supremumSearch.ts). */
export function classWitness(functionClass: FunctionClass, member: ClassMember): Network {
  if (!hasOneTopGain(functionClass)) {
    return memberNetwork(functionClass, member);
  }
  const { widths, depth } = classShape(functionClass);
  const width = widths[depth - 1];
  const top = member.layers[depth - 1];
  const repeated = new Float64Array(width * top.length);
  for (let i = 0; i < width; i++) {
    repeated.set(top, i * top.length);
  }
  const entry = (Math.sign(member.output[0]) * functionClass.outputRadius) / Math.sqrt(width);
  return memberNetwork(functionClass, {
    layers: [...member.layers.slice(0, -1), repeated],
    output: new Float64Array(width).fill(entry),
  });
}

/** The network that a member with all its rows is: it has the class' gains, so rows whose gain is below 0 are turned round. */
export function memberNetwork(functionClass: FunctionClass, { layers, output }: ClassMember): Network {
  const { activation, gains } = functionClass;
  return gains === undefined
    ? createNetwork({ activation, layers, output })
    : createNetwork({
        activation,
        layers: layers.map((rows, l) => turnedRound(rows, classGains(functionClass, l))),
        gains,
        output,
      });
}

/** The rows, those with gains below 0 with the other sign: g <u, α> stays |g| <u, α>. */
function turnedRound(rows: Float64Array, gains: Float64Array): Float64Array {
  const columns = rows.length / gains.length;
  // + 0 turns -0 into 0: a file does not tell them apart.
  return rows.map((entry, k) => (gains[Math.floor(k / columns)] < 0 ? -entry + 0 : entry));
}
