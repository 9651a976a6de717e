import { sync as writeFileAtomic } from "write-file-atomic";
import { activationNames } from "../network/activation";
import { readBytes } from "../network/fileBytes";
import { InputError, shown } from "../network/inputError";
import { arrayAt, nameAt, numberAt, objectAt } from "../network/jsonValues";
import { NETWORK_FORMAT, networkFromJson, networkToJson } from "../network/networkJson";
import { theorems } from "../theorems";
import { cellName } from "./cells";
import type { Inequality } from "./placeEvaluation";
import { entryKey, type TightnessEntry } from "./tightnessEntry";

/** The format's name and version, the first key of the file. */
export const TIGHTNESS_FORMAT = "weightnorm-tightness/1";

/**
 * The entries of a file, in the order of the registry, then by depth, width and activation.
 *
 * @throws InputError that names the file and the place in it: no such file, not JSON, another format, an unknown theorem, a cell that is there
 * twice, a case of another cell, a ratio that is not quantity/bound
 */
export function readTightnessFile(path: string): readonly TightnessEntry[] {
  try {
    return tightnessFromText(new TextDecoder().decode(readBytes(path, "a readable tightness file")));
  } catch (error) {
    throw error instanceof InputError && !error.place.startsWith(path) ? error.inSource(path) : error;
  }
}

/** Writes the file, whole or not at all; one entry a line, so that a change of one is a change of one line. */
export function writeTightnessFile(path: string, entries: readonly TightnessEntry[]): void {
  writeFileAtomic(path, tightnessToText(entries));
}

export function tightnessToText(entries: readonly TightnessEntry[]): string {
  const lines = inOrder(entries).map((entry) => JSON.stringify(entryToJson(entry)));
  return `{"format":${JSON.stringify(TIGHTNESS_FORMAT)},"entries":[\n${lines.join(",\n")}\n]}\n`;
}

/** @throws InputError as {@link readTightnessFile} does, without the name of a file */
export function tightnessFromText(text: string): readonly TightnessEntry[] {
  const file = objectAt(parsed(text), "content");
  if (file["format"] !== TIGHTNESS_FORMAT) {
    throw new InputError("format", shown(file["format"]), shown(TIGHTNESS_FORMAT));
  }
  const seen = new Map<string, string>();
  const entries = arrayAt(file["entries"], "entries").map((value, i) => {
    const place = `entries[${i}]`;
    const entry = entryFromJson(objectAt(value, place), place);
    const before = seen.get(entryKey(entry));
    if (before !== undefined) {
      throw new InputError(place, entryKey(entry), `a cell that is not in ${before} already`);
    }
    seen.set(entryKey(entry), place);
    return entry;
  });
  return inOrder(entries);
}

function inOrder(entries: readonly TightnessEntry[]): readonly TightnessEntry[] {
  const rank = ({ theorem, depth, width, activation }: TightnessEntry): number[] => [
    theorems.findIndex(({ id }) => id === theorem),
    depth,
    width,
    activationNames.indexOf(activation),
  ];
  return entries
    .map((entry) => ({ entry, ranks: rank(entry) }))
    .sort((a, b) => a.ranks.map((own, k) => own - b.ranks[k]).find((difference) => difference !== 0) ?? 0)
    .map(({ entry }) => entry);
}

function entryToJson({ networkCase, consequences, ...entry }: TightnessEntry): Record<string, unknown> {
  const { format: _, ...values } = networkToJson(networkCase);
  return {
    ...entry,
    ...(consequences && { consequences: consequences.map(({ quantity, error, bound }) => [quantity, error, bound]) }),
    case: values,
  };
}

function entryFromJson(value: Record<string, unknown>, place: string): TightnessEntry {
  const at = (key: string): string => `${place}.${key}`;
  const ids = theorems.map(({ id }) => id);
  const theorem = nameAt(value["theorem"], ids, at("theorem"));
  const networkCase = caseFromJson(value["case"], at("case"));
  const { network } = networkCase;
  const cell = {
    depth: numberAt(value["depth"], at("depth")),
    width: numberAt(value["width"], at("width")),
    activation: nameAt(value["activation"], activationNames, at("activation")),
  };
  const ofCase = { depth: network.depth, width: network.width, activation: network.activation.activation.name };
  if (cellName(cell) !== cellName(ofCase)) {
    throw new InputError(at("case"), `a network of ${cellName(ofCase)}`, `one of ${cellName(cell)}, as its entry says`);
  }
  const sides = inequality(
    [value["quantity"], value["error"], value["bound"]],
    [at("quantity"), at("error"), at("bound")],
  );
  const ratio = value["ratio"] === null ? null : numberAt(value["ratio"], at("ratio"));
  if (ratio !== null && ratio !== sides.quantity / sides.bound) {
    throw new InputError(at("ratio"), String(ratio), `quantity/bound, ${sides.quantity / sides.bound}`);
  }
  const consequences = value["consequences"];
  return {
    theorem,
    ...cell,
    ratio,
    ...sides,
    ...placeFromJson(value["place"], at("place")),
    ...(consequences === undefined
      ? {}
      : {
          consequences: arrayAt(consequences, at("consequences")).map((side, i) =>
            triple(side, `${at("consequences")}[${i}]`),
          ),
        }),
    networkCase,
  };
}

function placeFromJson(value: unknown, place: string): Pick<TightnessEntry, "place"> {
  if (value !== undefined && typeof value !== "string") {
    throw new InputError(place, shown(value), "the name of a place of the theorem");
  }
  return value === undefined ? {} : { place: value };
}

function caseFromJson(value: unknown, place: string): TightnessEntry["networkCase"] {
  try {
    const { input, ...file } = networkFromJson({ format: NETWORK_FORMAT, ...objectAt(value, place) });
    if (input === null) {
      throw new InputError("input", "none", "the input of the network");
    }
    return { ...file, input };
  } catch (error) {
    throw error instanceof InputError && !error.place.startsWith(place)
      ? new InputError(`${place}.${error.place}`, error.found, error.expected)
      : error;
  }
}

function triple(value: unknown, place: string): Inequality {
  const sides = arrayAt(value, place);
  return inequality([sides[0], sides[1], sides[2]], [`${place}[0]`, `${place}[1]`, `${place}[2]`]);
}

function inequality(
  values: readonly [unknown, unknown, unknown],
  places: readonly [string, string, string],
): Inequality {
  const [quantity, error, bound] = values.map((value, i) => numberAt(value, places[i]));
  return { quantity, error, bound };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new InputError("content", (error as Error).message, `JSON of the format ${TIGHTNESS_FORMAT}`);
  }
}
