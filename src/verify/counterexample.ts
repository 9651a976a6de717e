import { InputError, shown } from "../files/inputError";
import { nameAt, numberAt, objectAt, stringAt } from "../files/jsonValues";
import { isAnnotation } from "../files/unknownKeys";
import type { DrawnNetworks } from "../generators/caseRanges";
import { networkFromJson, networkToJson } from "../network/formats/networkJson";
import type { NetworkCase } from "../network/networkCase";
import { premisesOf } from "../theorems/premises/premises";
import type { Registry } from "../theorems/registryOf";
import type { Theorem } from "../theorems/theorem";
import { theoremAt } from "../theorems/theoremAt";
import type { Weakening } from "../theorems/weakening";
import type { TheoremResult } from "./checkTheorem";
import { JUDGED_VERDICTS, type JudgedVerdict } from "./judge";
import type { SettledViolation } from "./settleViolations";

/** Where a counterexample came from. */
interface Origin {
  /** The theorem's id. */
  readonly theorem: string;
  /** Coefficients other than 1, if the theorem was weakened on purpose. */
  readonly weakening: Weakening;
  /** The part that it was stated without, if any. */
  readonly without?: string;
  /** Of the suite. */
  readonly version: string;
  /** Of the run. */
  readonly seed: number;
  /** Which network of the run it was before shrinking; null if the run did not count them. */
  readonly network: number | null;
  /** Which networks the run drew; the paper's if not given. */
  readonly drawn?: DrawnNetworks;
}

/** The case with the largest ratio of a run, beside the smallest one. */
export interface WorstCase {
  readonly network: number;
  readonly networkCase: NetworkCase;
  readonly result: TheoremResult;
}

/** quantity and bound in one arithmetic; the ratio is null where there is none, as where the bound is 0. */
interface Numbers<T> {
  readonly quantity: T;
  readonly bound: T;
  readonly ratio: T | null;
}

/** A counterexample as read from a file. One written by hand needs a network and a theorem, no more. */
export interface Counterexample {
  readonly networkCase: NetworkCase;
  readonly theorem: string;
  readonly weakening: Weakening;
  readonly without?: string;
  /** What was found when it was saved. */
  readonly saved: {
    readonly version: string | null;
    readonly verdict: JudgedVerdict | null;
    readonly float64: Numbers<number> | null;
    readonly decimal: Numbers<string> | null;
  };
}

/** What is found in a network file that is no counterexample. */
export const PLAIN_NETWORK = "none, as this is a plain network file";

/** Numbers of a network beyond which the worst case is named by its run only, and its values are left out. */
const MOST_NUMBERS = 10_000;

/** The JSON value of a counterexample file: a network file with the key "counterexample". */
export function counterexampleToJson(
  { networkCase, result, judgement, steps, irrelevant }: SettledViolation,
  { theorem, weakening, without, version, seed, network, drawn = "paper" }: Origin,
  worst: WorstCase | null = null,
): Record<string, unknown> {
  const { place, claim } = result;
  const { verdict, digits, quantity, bound, ratio, digitsLost, beyondError, reason } = judgement;
  const counterexample = {
    theorem,
    weakening,
    ...(without === undefined ? {} : { without }),
    version,
    seed,
    network,
    ...(drawn === "paper" ? {} : { drawn }),
    verdict,
    ...(reason === undefined ? {} : { reason }),
    ...(place === undefined ? {} : { place }),
    ...(claim === undefined ? {} : { claim }),
    float64: float64Numbers(result),
    decimal: quantity === null ? null : { digits, quantity, bound, ratio },
    digitsLost,
    beyondError,
    steps,
    irrelevant,
    ...(worst === null ? {} : { worst: worstToJson(worst) }),
  };
  return { ...networkToJson(networkCase), counterexample };
}

function worstToJson({ network, networkCase, result }: WorstCase): Record<string, unknown> {
  const values = networkToJson(networkCase);
  const isShort = networkCase.network.layers.reduce((sum, { length }) => sum + length, 0) <= MOST_NUMBERS;
  const { parameters } = networkCase;
  return {
    network,
    ...(parameters === "all" ? { parameters } : {}),
    ...float64Numbers(result),
    ...(isShort ? { case: values } : {}),
  };
}

function float64Numbers({ quantity, error, bound, ratio }: TheoremResult): Record<string, number | null | undefined> {
  return { quantity, error, bound, ratio: ratio === null || Number.isFinite(ratio) ? ratio : null };
}

/**
 * Reads a counterexample from a parsed JSON value. Some keys are for people, and their values are not looked at.
 *
 * @throws InputError that names the place, what was found and what was expected; for unknown keys too
 */
export function counterexampleFromJson(value: unknown, registry: Registry): Counterexample {
  const { input, ...file } = networkFromJson(value);
  const place = "counterexample";
  const found = objectAt(value, "file")[place] ?? null;
  if (found === null) {
    throw new InputError(place, PLAIN_NETWORK, "a counterexample to a theorem");
  }
  const given = objectAt(found, place);
  const theorem = theoremAt(given["theorem"], `${place}.theorem`, registry);
  const inputOrFirst = input ?? file.data?.batch.inputs[0];
  if (inputOrFirst === undefined) {
    throw new InputError("input", "none", "the input x of the counterexample");
  }
  return {
    networkCase: { ...file, input: inputOrFirst },
    theorem: theorem.id,
    ...changeFromJson(given, theorem, place),
    saved: {
      version: optional(given["version"], `${place}.version`, stringAt),
      verdict: optional(given["verdict"], `${place}.verdict`, verdictAt),
      float64: optional(given["float64"], `${place}.float64`, (numbers, at) => numbersOf(numbers, at, numberAt)),
      decimal: optional(given["decimal"], `${place}.decimal`, (numbers, at) => numbersOf(numbers, at, decimalAt)),
    },
  };
}

/** `weakening` and `without` of a file, for a theorem that has such coefficients and parts. */
export function changeFromJson(
  given: Record<string, unknown>,
  theorem: Theorem,
  place: string,
): Pick<Counterexample, "weakening" | "without"> {
  const weakening = Object.entries(objectAt(given["weakening"] ?? {}, `${place}.weakening`))
    .filter(([name]) => !isAnnotation(name))
    .map(([name, factor]) => [
      nameAt(name, theorem.coefficients, `${place}.weakening`),
      numberAt(factor, `${place}.weakening.${name}`),
    ]);
  const names = premisesOf(theorem).map(({ name }) => name);
  const without = given["without"] ?? null;
  return {
    weakening: Object.fromEntries(weakening),
    ...(without === null ? {} : { without: nameAt(without, names, `${place}.without`) }),
  };
}

function verdictAt(value: unknown, place: string): JudgedVerdict {
  return nameAt(value, JUDGED_VERDICTS, place) as JudgedVerdict;
}

function numbersOf<T>(value: unknown, place: string, entry: (value: unknown, place: string) => T): Numbers<T> {
  const { quantity, bound, ratio } = objectAt(value, place);
  return {
    quantity: entry(quantity, `${place}.quantity`),
    bound: entry(bound, `${place}.bound`),
    ratio: optional(ratio, `${place}.ratio`, entry),
  };
}

function decimalAt(value: unknown, place: string): string {
  const text = stringAt(value, place);
  if (!/^-?\d+(\.\d+)?(e[+-]?\d+)?$/.test(text)) {
    throw new InputError(place, shown(text), "a decimal number");
  }
  return text;
}

function optional<T>(value: unknown, place: string, read: (value: unknown, place: string) => T): T | null {
  return value === undefined || value === null ? null : read(value, place);
}
