import { premisesOf } from "../theorems/premises/premises";
import type { Registry } from "../theorems/registryOf";
import type { Theorem } from "../theorems/theorem";
import { type Weakening, weakened } from "../theorems/weakening";

/** A theorem with one coefficient of its bound changed, or without one part that it rests on. */
export interface WeakenedStatement {
  /** The theorem's id. */
  readonly theorem: string;
  readonly weakening: Weakening;
  readonly without?: string;
}

/** Each term and factor dropped, and halved. */
const SHARES = [0, 0.5];

/** Further constants that one might think would do. */
const SMALLER_CONSTANTS: readonly WeakenedStatement[] = [
  // 1 in place of 2/√3.
  { theorem: "hessian-layerwise", weakening: { rotation: Math.sqrt(3) / 2 } },
];

/**
 * Every weakened form of a theorem. One without a ratio is an equality up to rounding: its bound has no constant, so its parts alone
 * are dropped.
 */
export function weakenedStatements(theorem: Theorem): readonly WeakenedStatement[] {
  const { id, coefficients, ratio } = theorem;
  const terms = ratio === "none" ? [] : coefficients;
  return [
    ...terms.flatMap((name) => SHARES.map((share) => ({ theorem: id, weakening: { [name]: share } }))),
    ...SMALLER_CONSTANTS.filter((statement) => statement.theorem === id),
    ...premisesOf(theorem).map(({ name }) => ({ theorem: id, weakening: {}, without: name })),
  ];
}

/** Those of all theorems, in the order of the registry. */
export function allWeakenedStatements({ theorems }: Registry): readonly WeakenedStatement[] {
  return theorems.flatMap(weakenedStatements);
}

/** The statement as a theorem. */
export function stated({ theorem, weakening, without }: WeakenedStatement, registry: Registry): Theorem {
  return weakened(registry.theorem(theorem), weakening, without);
}

/**
 * What names a statement.
 *
 * @example statementName({ theorem: "layer-gradient", weakening: { layer: 0.5 } }) // "layer-gradient.layer=0.5"
 */
export function statementName({ theorem, weakening, without }: WeakenedStatement): string {
  const changed = Object.entries(weakening).map(([name, factor]) => `.${name}=${factor}`);
  return `${theorem}${changed.join("")}${without === undefined ? "" : ` without ${without}`}`;
}
