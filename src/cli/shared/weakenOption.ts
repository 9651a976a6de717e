import { InvalidArgumentError, Option } from "commander";
import { InputError } from "../../files/inputError";
import { didYouMean } from "../../files/unknownKeys";
import type { Weakening } from "../../theorems/weakening";
import { collected, finiteNumber, NEAREST } from "./optionValues";

/** A coefficient of a bound, and what it is to be instead of 1. */
export interface WeakenedCoefficient {
  readonly theorem: string;
  readonly coefficient: string;
  readonly value: number;
}

/** --weaken THEOREM.COEFFICIENT=VALUE, for the theorems that a command knows. */
export function weakenOption(
  known: readonly { readonly id: string; readonly coefficients: readonly string[] }[],
): Option {
  const hintOf = (id = "", coefficient = ""): string => {
    const theorem = known.find((candidate) => candidate.id === id);
    return theorem === undefined
      ? didYouMean(
          id,
          known.map((candidate) => candidate.id),
        )
      : didYouMean(coefficient, theorem.coefficients);
  };
  const parse = (text: string): WeakenedCoefficient => {
    const [, id, coefficient, value = ""] = /^([\w-]+)\.(\w+)=(.+)$/.exec(text) ?? [];
    const theorem = known.find((candidate) => candidate.id === id);
    if (theorem === undefined || !theorem.coefficients.includes(coefficient)) {
      const names = known.map(({ id: name, coefficients }) => `${name}.{${coefficients.join(",")}}`);
      throw new InvalidArgumentError(
        `found ${JSON.stringify(text)}, expected THEOREM.COEFFICIENT=VALUE >= 0${hintOf(id, coefficient)} with one of\n  ${names.join("\n  ")}`,
      );
    }
    const factor = finiteNumber(value);
    if (!(factor >= 0)) {
      throw new InvalidArgumentError(`found ${JSON.stringify(value)}, expected a factor of 0 or more.`);
    }
    return { theorem: id, coefficient, value: factor };
  };
  return new Option(
    "--weaken <theorem.coefficient=value>",
    `multiply a term of a bound, to see the suite find a violation (repeatable); the value is ${NEAREST}`,
  ).argParser(collected(parse));
}

/**
 * The weakened coefficients, theorem by theorem.
 *
 * @throws InputError for a coefficient that is given twice: one of both would have no effect
 */
export function weakeningsOf(weakened: readonly WeakenedCoefficient[] = []): Record<string, Weakening> {
  const weakenings: Record<string, Weakening> = {};
  for (const { theorem, coefficient, value } of weakened) {
    if (weakenings[theorem]?.[coefficient] !== undefined) {
      throw new InputError("--weaken", `${theorem}.${coefficient} twice`, "each coefficient once");
    }
    weakenings[theorem] = { ...weakenings[theorem], [coefficient]: value };
  }
  return weakenings;
}
