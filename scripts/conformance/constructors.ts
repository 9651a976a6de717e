/** Operations that make intervals of numbers, texts and decorations, and take them apart. */
import { EMPTY, interval } from "../../src/arithmetic/interval/interval";
import { decorated, NAI } from "./decoratedInterval";
import { intervalOfText } from "./intervalText";
import type { Value } from "./itl";
import { type Operation, type Outcome, outcome } from "./operation";

const BARE_EMPTY: Value = { kind: "interval", interval: EMPTY, decoration: null };

/** An operation with one result, or with an exception. */
function exact(apply: (inputs: readonly Value[]) => Outcome | null): Operation {
  return { ulps: 0, apply };
}

function signalled(value: Value, signal: string): Outcome {
  return { results: [value], signal };
}

function fromNumbers(isDecorated: boolean): Operation {
  return exact(([lower, upper, ...rest]) => {
    if (lower?.kind !== "number" || upper?.kind !== "number" || rest.length > 0) {
      return null;
    }
    try {
      const made = interval(lower.number, upper.number);
      return outcome(isDecorated ? decorated(made, "com") : { kind: "interval", interval: made, decoration: null });
    } catch {
      return signalled(isDecorated ? NAI : BARE_EMPTY, "UndefinedOperation");
    }
  });
}

function fromText(isDecorated: boolean): Operation {
  return exact(([input, ...rest]) => {
    if (input?.kind !== "text" || rest.length > 0) {
      return null;
    }
    const found = intervalOfText(input.text);
    if (found === null || (!isDecorated && found.isDecorated)) {
      return signalled(isDecorated ? NAI : BARE_EMPTY, "UndefinedOperation");
    }
    const value: Value = {
      kind: "interval",
      interval: found.interval,
      decoration: isDecorated ? found.decoration : null,
    };
    return found.isDoubtful ? signalled(value, "PossiblyUndefinedOperation") : outcome(value);
  });
}

export const constructors: Readonly<Record<string, Operation>> = {
  "b-numsToInterval": fromNumbers(false),
  "d-numsToInterval": fromNumbers(true),
  "b-textToInterval": fromText(false),
  "d-textToInterval": fromText(true),
  newDec: exact(([input, ...rest]) =>
    input?.kind === "interval" && input.decoration === null && rest.length === 0
      ? outcome(decorated(input.interval, "com"))
      : null,
  ),
  setDec: exact(([input, wanted, ...rest]) => {
    if (input?.kind !== "interval" || input.decoration !== null || wanted?.kind !== "decoration" || rest.length > 0) {
      return null;
    }
    return wanted.decoration === "ill"
      ? signalled(NAI, "UndefinedOperation")
      : outcome(decorated(input.interval, wanted.decoration));
  }),
  intervalPart: exact(([input, ...rest]) => {
    if (input?.kind !== "interval" || input.decoration === null || rest.length > 0) {
      return null;
    }
    return input.decoration === "ill"
      ? signalled(BARE_EMPTY, "IntvlPartOfNaI")
      : outcome({ kind: "interval", interval: input.interval, decoration: null });
  }),
  decorationPart: exact(([input, ...rest]) =>
    input?.kind === "interval" && input.decoration !== null && rest.length === 0
      ? outcome({ kind: "decoration", decoration: input.decoration })
      : null,
  ),
  isNaI: exact(([input, ...rest]) =>
    input?.kind === "interval" && rest.length === 0
      ? outcome({ kind: "boolean", boolean: input.decoration === "ill" })
      : null,
  ),
};
