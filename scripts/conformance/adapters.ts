/** How statements' arguments and results go with the kernel's functions. */
import { contains, type Interval, isEmpty, point } from "../../src/arithmetic/interval/interval";
import { wholePower } from "../../src/arithmetic/interval/powers";
import { type BehaviourOf, everywhere, ofWholePower } from "./behaviours";
import { propagated } from "./decoratedInterval";
import type { Decoration, Value } from "./itl";
import { type Operation, outcome } from "./operation";

interface Arguments {
  readonly intervals: readonly Interval[];
  /** Null for bare intervals. */
  readonly decorations: readonly Decoration[] | null;
}

/** `count` intervals, either all bare or all decorated; null for anything else. */
function intervalArguments(inputs: readonly Value[], count: number): Arguments | null {
  const given = inputs.filter((input) => input.kind === "interval");
  const decorations = given.map(({ decoration }) => decoration).filter((decoration) => decoration !== null);
  const isMixed = decorations.length > 0 && decorations.length < count;
  return inputs.length !== count || given.length !== count || isMixed
    ? null
    : { intervals: given.map((input) => input.interval), decorations: decorations.length === 0 ? null : decorations };
}

type IntervalFunction = (...intervals: Interval[]) => Interval;

/** An operation of intervals alone, whose result is one. `f.length` is the number of its arguments. */
export function arithmetic(
  f: IntervalFunction,
  ulps: 0 | 1,
  behaviour: BehaviourOf = everywhere,
  count = f.length,
): Operation {
  return {
    ulps,
    apply: (inputs) => {
      const given = intervalArguments(inputs, count);
      return given === null ? null : outcome(resultOf(f, given, behaviour));
    },
  };
}

function resultOf(f: IntervalFunction, { intervals, decorations }: Arguments, behaviour: BehaviourOf): Value {
  const result = f(...intervals);
  if (decorations === null) {
    return { kind: "interval", interval: result, decoration: null };
  }
  const [first, second = first] = intervals;
  return propagated(result, decorations, intervals.some(isEmpty) ? "trv" : behaviour(first, second));
}

/** x^n with a whole number n. */
export const wholePowers: Operation = {
  ulps: 0,
  apply: ([base, exponent, ...rest]) => {
    const given = base === undefined ? null : intervalArguments([base], 1);
    if (given === null || rest.length > 0 || exponent?.kind !== "number" || !Number.isSafeInteger(exponent.number)) {
      return null;
    }
    const n = exponent.number;
    return outcome(
      resultOf(
        (a) => wholePower(a, n),
        given,
        (a) => ofWholePower(a, point(n)),
      ),
    );
  },
};

/** A question about intervals; that about NaI has the answer no. */
export function relation(f: (...intervals: Interval[]) => boolean): Operation {
  return {
    ulps: 0,
    apply: (inputs) => {
      const given = intervalArguments(inputs, f.length);
      if (given === null) {
        return null;
      }
      const isNaI = given.decorations?.includes("ill") ?? false;
      return outcome({ kind: "boolean", boolean: !isNaI && f(...given.intervals) });
    },
  };
}

/** Whether a number is a member. */
export const membership: Operation = {
  ulps: 0,
  apply: ([number, set, ...rest]) => {
    const given = set === undefined ? null : intervalArguments([set], 1);
    return given === null || number?.kind !== "number" || rest.length > 0
      ? null
      : outcome({ kind: "boolean", boolean: contains(given.intervals[0], number.number) });
  },
};

/** Numbers that an interval has; those of NaI are NaN. */
export function measure(...functions: readonly ((a: Interval) => number)[]): Operation {
  return {
    ulps: 0,
    apply: (inputs) => {
      const given = intervalArguments(inputs, 1);
      if (given === null) {
        return null;
      }
      const isNaI = given.decorations?.includes("ill") ?? false;
      const numbers = functions.map((f) => (isNaI ? Number.NaN : f(given.intervals[0])));
      return outcome(...numbers.map((number): Value => ({ kind: "number", number })));
    },
  };
}
