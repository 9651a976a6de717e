import { InputError } from "../files/inputError";
import { isSmooth } from "../network/activation";
import type { Certifiable } from "../rigour/certificate";
import type { NetworkCertificates } from "../rigour/networkCertificates";
import type { Evaluation } from "./evaluation";
import type { LossEvaluation } from "./lossEvaluation";
import type { Quantity } from "./quantity";

/**
 * The table of quantities, in the order of reports: what each is of (a network, or a network with data), and whether it is a number, a list
 * of them (‖x‖ comes first among the activation norms), or a number that takes a second derivative of φ.
 */
const TABLE = {
  value: { of: "network", is: "number" },
  minWeightNorm: { of: "network", is: "number" },
  activationNorms: { of: "network", is: "list" },
  layerGradientNorms: { of: "network", is: "list" },
  outputGradientNorm: { of: "network", is: "number" },
  parameterGradientNorm: { of: "network", is: "number" },
  inputGradientNorm: { of: "network", is: "number" },
  hessianSpectralNorm: { of: "network", is: "second derivative" },
  loss: { of: "data", is: "number" },
  lossGradientNorm: { of: "data", is: "number" },
  lossHessianSpectralNorm: { of: "data", is: "second derivative" },
} as const;

type Table = typeof TABLE;
export type QuantityName = keyof Table;
/** Those of which the table says so. */
type NamesWhere<Says> = { [N in QuantityName]: Table[N] extends Says ? N : never }[QuantityName];
type ListName = NamesWhere<{ is: "list" }>;
type NetworkName = NamesWhere<{ of: "network" }>;
type Entry<N extends QuantityName, T> = {
  number: T;
  list: readonly T[];
  "second derivative": T | null;
}[Table[N]["is"]];
type OfNetwork<T> = { readonly [N in NetworkName]: Entry<N, T> };
type OfData<T> = { readonly [N in NamesWhere<{ of: "data" }>]: Entry<N, T> };

/** One T for each quantity; null for a second derivative that φ does not have. Those of the loss for a network with data only. */
export type EachQuantity<T> = OfNetwork<T> & Partial<OfData<T>>;
export type Quantities = EachQuantity<number>;

export const quantityNames = Object.keys(TABLE) as readonly QuantityName[];

function isList(name: QuantityName): name is ListName {
  return TABLE[name].is === "list";
}

/** Every quantity of a network, as float64 has it. */
export function measuredQuantities(evaluation: Evaluation, ofLoss: LossEvaluation | null): EachQuantity<Quantity> {
  const smooth = isSmooth(evaluation.networkCase.network.activation);
  const ofData = ofLoss && {
    loss: ofLoss.loss,
    lossGradientNorm: ofLoss.gradientNorm,
    lossHessianSpectralNorm: smooth ? ofLoss.hessianSpectralNorm : null,
  };
  return { ...ofNetwork<Quantity>(evaluation, smooth), ...ofData };
}

/** Those that have certificates: of the network alone. */
export function certifiedQuantities(certificates: NetworkCertificates): EachQuantity<Certifiable> {
  return ofNetwork<Certifiable>(certificates, isSmooth(certificates.networkCase.network.activation));
}

/** A second derivative that is not there is not asked for. */
function ofNetwork<T>(source: OfNetwork<T>, smooth: boolean): OfNetwork<T> {
  const names = quantityNames.filter((name): name is NetworkName => TABLE[name].of === "network");
  const isThere = (name: NetworkName): boolean => smooth || TABLE[name].is !== "second derivative";
  return Object.fromEntries(names.map((name) => [name, isThere(name) ? source[name] : null])) as OfNetwork<T>;
}

/** Another number for each quantity, in the order of {@link quantityNames}. */
export function mapQuantities<T, R>(
  quantities: EachQuantity<T>,
  change: (quantity: T, name: QuantityName, index: number | null) => R,
): EachQuantity<R> {
  const changed = (name: QuantityName): R | readonly R[] | null => {
    if (isList(name)) {
      return quantities[name].map((each, index) => change(each, name, index));
    }
    const entry = quantities[name] ?? null;
    return entry === null ? null : change(entry, name, null);
  };
  const there = quantityNames.filter((name) => quantities[name] !== undefined);
  return Object.fromEntries(there.map((name) => [name, changed(name)])) as EachQuantity<R>;
}

/** Which quantity, and which entry of it where it is a list. */
export interface QuantityPlace {
  readonly quantity: QuantityName;
  readonly index: number | null;
}

/** The quantity at a place; null for a second derivative that is not there, undefined for what is not there at all. */
export function entryAt<T>(
  quantities: EachQuantity<T>,
  { quantity: name, index }: QuantityPlace,
): T | null | undefined {
  if (isList(name)) {
    return index === null ? undefined : quantities[name][index];
  }
  return index === null ? quantities[name] : undefined;
}

/**
 * The quantity that a question is about: null where the activation is not smooth.
 *
 * @param asked where the name was read, and what it must be where it is not there: for errors
 * @throws InputError for a quantity that is not there, a list without an index, an index beyond it or of what is no list
 */
export function quantityAt<T>(
  quantities: EachQuantity<T>,
  place: QuantityPlace,
  asked: { readonly place: string; readonly expected: string },
): T | null {
  const { quantity: name, index } = place;
  if (quantities[name] === undefined) {
    throw new InputError(asked.place, name, asked.expected, asked.place);
  }
  const found = entryAt(quantities, place);
  if (found === undefined) {
    const expected = isList(name)
      ? `${name}[0] … ${name}[${quantities[name].length - 1}]`
      : `${name}, without an index`;
    throw new InputError(asked.place, index === null ? name : `${name}[${index}]`, expected, asked.place);
  }
  return found;
}
