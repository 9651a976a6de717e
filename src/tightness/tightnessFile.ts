import { InputError, shown } from "../files/inputError";
import { arrayAt, nameAt, numberAt } from "../files/jsonValues";
import { activationNames } from "../network/activation";
import { isPaperCase } from "../network/paperForm";
import { cellName } from "../records/cells";
import { caseFromJson, caseToJson, parseRecord, type RecordFormat, recordText } from "../records/recordFile";
import type { Registry } from "../theorems/registryOf";
import { theoremAt } from "../theorems/theoremAt";
import type { Inequality } from "./placeEvaluation";
import { entryKey, type TightnessEntry } from "./tightnessEntry";

const FORMAT = "weightnorm-tightness/1";
const KEYS = {
  "": ["format", "entries"],
  entries: [
    ...["theorem", "depth", "width", "activation", "ratio", "quantity", "error", "bound", "place"],
    ...["consequences", "case"],
  ],
};

/** The file's entries, in the order of the registry, then by depth, width and activation. */
export function tightnessRecord(registry: Registry): RecordFormat<TightnessEntry> {
  const read = (value: Record<string, unknown>, place: string): TightnessEntry => entryFromJson(value, place, registry);
  return {
    format: FORMAT,
    toText: (entries) => recordText(FORMAT, {}, inOrder(entries, registry).map(entryToJson)),
    fromText: (text) => inOrder(parseRecord(text, FORMAT, KEYS, read, entryKey).entries, registry),
  };
}

function inOrder(entries: readonly TightnessEntry[], { theorems }: Registry): readonly TightnessEntry[] {
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
  return {
    ...entry,
    ...(consequences && { consequences: consequences.map(({ quantity, error, bound }) => [quantity, error, bound]) }),
    case: caseToJson(networkCase),
  };
}

function entryFromJson(value: Record<string, unknown>, place: string, registry: Registry): TightnessEntry {
  const at = (key: string): string => `${place}.${key}`;
  const theorem = theoremAt(value["theorem"], at("theorem"), registry).id;
  const networkCase = caseFromJson(value["case"], at("case"));
  if (!isPaperCase(networkCase)) {
    throw new InputError(
      at("case"),
      "gains, biases or widths of its own",
      "a network of the paper: cells are depth, width and activation",
    );
  }
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

function triple(value: unknown, place: string): Inequality {
  const sides = arrayAt(value, place);
  if (sides.length !== 3) {
    throw new InputError(place, shown(sides), "[quantity, error, bound]");
  }
  return inequality([sides[0], sides[1], sides[2]], [`${place}[0]`, `${place}[1]`, `${place}[2]`]);
}

function inequality(
  values: readonly [unknown, unknown, unknown],
  places: readonly [string, string, string],
): Inequality {
  const [quantity, error, bound] = values.map((value, i) => numberAt(value, places[i]));
  return { quantity, error, bound };
}
