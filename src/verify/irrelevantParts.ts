import { type Changes, changedCase } from "../generators/changedCase";
import { Evaluation } from "../measurement/evaluation";
import { activationNamed, paperActivationNames } from "../network/activation";
import { fanIn, type Network } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import { isPaperCase } from "../network/paperForm";
import type { Theorem } from "../theorems/theorem";
import { checkTheorem } from "./checkTheorem";
import type { Steps } from "./steps";

/** Evaluations in all; what is not reached by then is not called irrelevant. */
const MOST_EVALUATIONS = 5000;
/** A part is irrelevant if the theorem fails with all of what it was replaced by, and it was replaced by this many things. */
const FEWEST_REPLACEMENTS = 3;

/** Where weights stand in a network file: in version 2, beside gains and biases, they have a key of their own. */
const PAPER_PLACES = { weights: (l: number): string => `layers[${l}]`, output: "output" };
const GENERAL_PLACES = { weights: (l: number): string => `layers[${l}].weights`, output: "output.weights" };

/** A part of a case, by its place in the network file, and the changes that put others in its place. */
interface Part {
  readonly name: string;
  readonly replacements: readonly Changes[];
}

/**
 * The parts of a violating case that do not matter: numbers (each alone) that may be replaced by 0, 1, -1, 2, its negative, its half and
 * ten times itself, as far as the assumptions allow, and the theorem fails all the same; and "activation.name" if it fails with
 * every activation.
 *
 * In steps of one evaluation each. Told to stop, it leaves out what it has not looked at.
 *
 * @returns places in the network file, such as layers[0][1][2]
 * @example finish(irrelevantParts(theorem, shrunk.networkCase))
 */
export function* irrelevantParts(theorem: Theorem, networkCase: NetworkCase): Steps<readonly string[], string[]> {
  const found: string[] = [];
  let left = MOST_EVALUATIONS / (theorem.every ?? 1);
  for (const { name, replacements } of partsOf(networkCase)) {
    let failing = 0;
    for (const changed of replacements.flatMap((changes) => [...changedCase(networkCase, changes)])) {
      left -= 1;
      if ((yield found) === "stop" || left < 0) {
        return found;
      }
      const { verdict } = checkTheorem(theorem, new Evaluation(changed));
      if (verdict === "holds" || verdict === "undecided") {
        failing = 0;
        break;
      }
      failing += Number(verdict === "violated");
    }
    if (failing >= FEWEST_REPLACEMENTS) {
      found.push(name);
    }
  }
  return found;
}

/** One after the other: a large network has millions. */
function* partsOf(networkCase: NetworkCase): Generator<Part> {
  const { network, input, data } = networkCase;
  const { activation, shift } = network.activation;
  const others = paperActivationNames.filter((name) => name !== activation.name);
  yield {
    name: "activation.name",
    replacements: others.map((name) => ({ activation: { activation: activationNamed(name, name), shift } })),
  };
  yield numberAt("activation.shift", shift, (value) => ({ activation: { activation, shift: value } }));
  const places = isPaperCase(networkCase) ? PAPER_PLACES : GENERAL_PLACES;
  for (const [l, weights] of network.layers.entries()) {
    const columns = fanIn(network, l);
    const nameOf = (i: number): string => `${places.weights(l)}[${Math.floor(i / columns)}][${i % columns}]`;
    yield* numbersOf(weights, nameOf, (replaced) => ({ layers: network.layers.with(l, replaced) }));
  }
  yield* numbersOf(
    network.output,
    (i) => `${places.output}[${i}]`,
    (output) => ({ output }),
  );
  yield* ownPartsOf(network);
  yield* numbersOf(
    input,
    (i) => `input[${i}]`,
    (replaced) => ({ input: replaced }),
  );
  if (data !== undefined) {
    const { inputs, targets } = data.batch;
    for (const [k, record] of inputs.entries()) {
      yield* numbersOf(
        record,
        (i) => `data.inputs[${k}][${i}]`,
        (replaced) => ({ inputs: inputs.with(k, replaced) }),
      );
    }
    yield* numbersOf(
      targets,
      (k) => `data.targets[${k}]`,
      (replaced) => ({ targets: replaced }),
    );
    for (const key of ["cosine", "radius", "rate"] as const) {
      yield numberAt(`trial.${key}`, data.trial[key], (other) => ({ trial: { [key]: other } }));
    }
  }
}

/** Gains, biases, g_v and c, where they are given. */
function* ownPartsOf({ gains, biases, outputGain, outputBias }: Network): Generator<Part> {
  for (const [kind, all] of [
    ["gains", gains],
    ["biases", biases],
  ] as const) {
    for (const [l, each] of all.entries()) {
      const nameOf = (i: number): string => `layers[${l}].${kind}[${i}]`;
      yield* numbersOf(each ?? new Float64Array(), nameOf, (replaced) => ({ [kind]: all.with(l, replaced) }));
    }
  }
  if (outputGain !== null) {
    yield numberAt("output.gain", outputGain, (gain) => ({ outputGain: gain }));
  }
  if (outputBias !== 0) {
    yield numberAt("output.bias", outputBias, (bias) => ({ outputBias: bias }));
  }
}

function* numbersOf(
  entries: Float64Array,
  name: (i: number) => string,
  changed: (replaced: Float64Array) => Changes,
): Generator<Part> {
  for (const [i, value] of entries.entries()) {
    yield numberAt(name(i), value, (other) => changed(entries.with(i, other)));
  }
}

function numberAt(name: string, value: number, changed: (value: number) => Changes): Part {
  const others = new Set([0, 1, -1, 2, -value, value / 2, 10 * value]);
  return { name, replacements: [...others].filter((other) => other !== value).map(changed) };
}
