import { type Changes, changedCase } from "../generators/changedCase";
import { activationNamed, activationNames } from "../network/activation";
import { fanIn, type NetworkCase } from "../network/network";
import { Evaluation } from "../theorems/evaluation";
import type { Theorem } from "../theorems/theorem";
import { checkTheorem } from "./checkTheorem";

/** Evaluations in all; what is not reached by then is not called irrelevant. */
const MOST_EVALUATIONS = 5000;
/** A part is irrelevant if the theorem fails with all of what it was replaced by, and it was replaced by so many things. */
const FEWEST_REPLACEMENTS = 3;

/** A number of a case, by its place in the network file, and the changes that put another in its place. */
interface Place {
  readonly name: string;
  readonly value: number;
  readonly changed: (value: number) => Changes;
}

/**
 * The parts of a violating case that do not matter: numbers (each alone) that may be replaced by 0, 1, -1, 2, its negative, its half and
 * ten times itself, as far as the assumptions allow, and the theorem fails all the same; and "activation.name" if it fails with
 * every activation.
 *
 * @returns places in the network file, such as layers[0][1][2]
 */
export function irrelevantParts(theorem: Theorem, networkCase: NetworkCase): string[] {
  let left = MOST_EVALUATIONS / (theorem.every ?? 1);
  const isIrrelevant = (replacements: readonly Changes[]): boolean => {
    let failing = 0;
    for (const changes of replacements) {
      for (const changed of changedCase(networkCase, changes)) {
        left -= 1;
        const { verdict } = checkTheorem(theorem, new Evaluation(changed));
        if (left < 0 || verdict === "holds" || verdict === "undecided") {
          return false;
        }
        failing += Number(verdict === "violated");
      }
    }
    return failing >= FEWEST_REPLACEMENTS;
  };
  const { activation, shift } = networkCase.network.activation;
  const others = activationNames.filter((name) => name !== activation.name);
  const renamed = others.map((name) => ({ activation: { activation: activationNamed(name, name), shift } }));
  return [
    ...(isIrrelevant(renamed) ? ["activation.name"] : []),
    ...placesOf(networkCase)
      .filter(({ value, changed }) => isIrrelevant(othersThan(value).map(changed)))
      .map(({ name }) => name),
  ];
}

function othersThan(value: number): number[] {
  return [...new Set([0, 1, -1, 2, -value, value / 2, 10 * value])].filter((other) => other !== value);
}

function placesOf({ network, input, data }: NetworkCase): Place[] {
  const { activation, shift } = network.activation;
  const places: Place[] = [
    { name: "activation.shift", value: shift, changed: (value) => ({ activation: { activation, shift: value } }) },
  ];
  const vector = (
    entries: Float64Array,
    name: (i: number) => string,
    changed: (replaced: Float64Array) => Changes,
  ): void => {
    entries.forEach((value, i) => {
      places.push({ name: name(i), value, changed: (other) => changed(entries.with(i, other)) });
    });
  };
  for (const [l, weights] of network.layers.entries()) {
    const columns = fanIn(network, l);
    const nameOf = (i: number): string => `layers[${l}][${Math.floor(i / columns)}][${i % columns}]`;
    vector(weights, nameOf, (replaced) => ({ layers: network.layers.with(l, replaced) }));
  }
  vector(
    network.output,
    (i) => `output[${i}]`,
    (output) => ({ output }),
  );
  vector(
    input,
    (i) => `input[${i}]`,
    (replaced) => ({ input: replaced }),
  );
  if (data !== undefined) {
    const { inputs, targets } = data.batch;
    for (const [k, record] of inputs.entries()) {
      vector(
        record,
        (i) => `data.inputs[${k}][${i}]`,
        (replaced) => ({ inputs: inputs.with(k, replaced) }),
      );
    }
    vector(
      targets,
      (k) => `data.targets[${k}]`,
      (replaced) => ({ targets: replaced }),
    );
    for (const key of ["cosine", "radius", "rate"] as const) {
      const value = data.trial[key];
      places.push({ name: `trial.${key}`, value, changed: (other) => ({ trial: { [key]: other } }) });
    }
  }
  return places;
}
