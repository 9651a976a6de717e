import { InputError } from "../../files/inputError";
import type { LinearLayer } from "./linearLayers";

/** An order of layers, and what it rests on. */
interface LayerOrder {
  readonly layers: readonly LinearLayer[];
  readonly restsOn: "numbers" | "widths" | "the option";
}

/** A search for orders that takes longer has so many layers of one shape that several orders fit. */
const MOST_STEPS = 20_000;

/**
 * The linear layers from the input to the output: by the numbers in their names, by widths that chain, or as named.
 *
 * @param layers with the names that they are called by
 * @param named all of these names, in order
 * @throws InputError where several orders fit, or none
 * @example orderedLayers(layers, ["fc1", "fc2", "out"]).restsOn // "the option"
 */
export function orderedLayers(layers: readonly LinearLayer[], named?: readonly string[]): LayerOrder {
  if (named !== undefined) {
    return { layers: inNamedOrder(layers, named), restsOn: "the option" };
  }
  const byNumber = [...layers].sort((a, b) => numberedBefore(a.name, b.name) ?? 0);
  const isNumbered = byNumber.every((layer, i) => i === 0 || numberedBefore(byNumber[i - 1].name, layer.name) === -1);
  if (isNumbered && chains(byNumber)) {
    return { layers: byNumber, restsOn: "numbers" };
  }
  const orders = ordersThatChain(layers);
  if (orders.length === 1) {
    return { layers: orders[0], restsOn: "widths" };
  }
  throw new InputError(
    "layers",
    orders.length === 0
      ? `no order in which the widths chain (${shapesOf(isNumbered ? byNumber : layers)})`
      : `several orders in which the widths chain (${shapesOf(orders[0])})`,
    `their names from the input to the output, as ${(orders[0] ?? layers).map(({ name }) => name).join(",")}`,
    "layers",
  );
}

function inNamedOrder(layers: readonly LinearLayer[], named: readonly string[]): LinearLayer[] {
  const names = layers.map(({ name }) => name);
  const ordered = named.map((text) => {
    const found = layers.filter(({ name }) => name === text || text.endsWith(`.${name}`));
    if (found.length !== 1) {
      throw new InputError("layers", `no layer ${JSON.stringify(text)}`, `all of ${names.join(", ")}`, "layers");
    }
    return found[0];
  });
  const missing = layers.find((layer) => !ordered.includes(layer));
  if (missing !== undefined || new Set(ordered).size < ordered.length) {
    throw new InputError(
      "layers",
      missing === undefined ? "a layer twice" : `no ${missing.name} among them`,
      `each of ${names.join(", ")} once`,
      "layers",
    );
  }
  const at = ordered.findIndex((layer, i) => i > 0 && layer.columns !== ordered[i - 1].rows);
  if (at > 0) {
    throw new InputError(
      ordered[at].matrix,
      `rows of ${ordered[at].columns} numbers`,
      `${ordered[at - 1].rows}, the rows of ${ordered[at - 1].name} before it`,
      "layers",
    );
  }
  return ordered;
}

function chains(layers: readonly LinearLayer[]): boolean {
  return layers.every(({ columns }, i) => i === 0 || columns === layers[i - 1].rows);
}

/**
 * -1 or 1 where the numbers in two names order them: the first components that differ are numbers, or Flax's names with a number (Dense_2). Others, such as
 * fc1 and fc2, are names that people gave; null.
 */
function numberedBefore(a: string, b: string): -1 | 1 | null {
  const [ofA, ofB] = [a.split("."), b.split(".")];
  const at = ofA.findIndex((component, i) => component !== ofB[i]);
  const [, stemA, numberA] = /^((?:[A-Za-z]+_)?)(\d+)$/.exec(ofA[at] ?? "") ?? [];
  const [, stemB, numberB] = /^((?:[A-Za-z]+_)?)(\d+)$/.exec(ofB[at] ?? "") ?? [];
  if (numberA === undefined || numberB === undefined || stemA !== stemB) {
    return null;
  }
  return Number(numberA) < Number(numberB) ? -1 : 1;
}

/** Up to two orders of all layers in which the widths chain and numbers ascend. */
function ordersThatChain(layers: readonly LinearLayer[]): LinearLayer[][] {
  const found: LinearLayer[][] = [];
  let steps = 0;
  const extend = (before: readonly LinearLayer[], left: readonly LinearLayer[]): void => {
    if (left.length === 0) {
      found.push([...before]);
      return;
    }
    for (const next of left) {
      steps++;
      const fits =
        (before.length === 0 || next.columns === before[before.length - 1].rows) &&
        left.every((other) => numberedBefore(other.name, next.name) !== -1);
      if (fits && found.length < 2 && steps < MOST_STEPS) {
        extend(
          [...before, next],
          left.filter((other) => other !== next),
        );
      }
    }
  };
  extend([], layers);
  return found;
}

function shapesOf(layers: readonly LinearLayer[]): string {
  return layers.map(({ name, rows, columns }) => `${name} [${rows}, ${columns}]`).join(", ");
}
