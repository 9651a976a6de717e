import type { DataSource } from "../dataSets/readDataSet";
import { InputError, shown } from "../files/inputError";
import { nameAt, numberAt, objectAt, stringAt, wholeAt } from "../files/jsonValues";
import { parseJson } from "../files/parseJson";
import { checkKeys } from "../files/unknownKeys";
import { within } from "../files/within";

/** All that decides what a training run computes, apart from its weights. Kept in every checkpoint. */
export interface TrainingPlan {
  readonly source: DataSource;
  /** How many records, from the first on; null for all. */
  readonly samples: number | null;
  /** Whether those of them that are all zero are left out; absent if they were refused. */
  readonly skipZeroRecords?: true;
  /** Of the records, so that a resumed run does not go on with other data. */
  readonly fingerprint: string;
  readonly batch: number | "full";
  /** η. */
  readonly rate: number;
  readonly seed: number;
  /** c of the initial rows U[-c/√m, c/√m]; null for weights from a file. */
  readonly rowRange: number | null;
  readonly steps: number;
  readonly checkpointEvery: number;
  /** Records of the watched sample. */
  readonly watchRecords: number;
  /** Checkpoints that take the Hessian norms. */
  readonly hessians: number;
  /** Of the loss Hessian: records of its batch. */
  readonly hessianRecords: number;
  /** Read ω and ‖∇L‖²/L at every step. */
  readonly traced: boolean;
  /** Library and version: another one rounds otherwise. */
  readonly backend: string;
}

const FORMAT = "weightnorm-training/1";
const PLACE = "__metadata__.training";

type Reader<T> = (value: unknown, place: string) => T;

const whole =
  (least: number): Reader<number> =>
  (value, place) =>
    wholeAt(value, place, least);

const orNull =
  <T>(read: Reader<T>): Reader<T | null> =>
  (value, place) =>
    value === null ? null : read(value, place);

/** How each part of a plan is read; typed, so that the compiler knows of one that is forgotten here. */
const READERS: { readonly [K in keyof Required<TrainingPlan>]: Reader<Required<TrainingPlan>[K]> } = {
  source: sourceAt,
  samples: orNull(whole(1)),
  skipZeroRecords: trueAt,
  fingerprint: stringAt,
  batch: (value, place) => (value === "full" ? value : wholeAt(value, place, 1)),
  rate: numberAt,
  seed: whole(-(2 ** 31)),
  rowRange: orNull(numberAt),
  steps: whole(0),
  checkpointEvery: whole(1),
  watchRecords: whole(1),
  hessians: whole(0),
  hessianRecords: whole(1),
  traced: truthAt,
  backend: stringAt,
};
const OPTIONAL = "skipZeroRecords";

const KEYS = {
  "": ["format", "step", ...Object.keys(READERS)],
  mnist: ["kind", "directory"],
  cifar10: ["kind", "directory"],
  npy: ["kind", "inputs", "targets"],
};

/** What the metadata of a checkpoint say of its run. */
export function planToText(step: number, plan: TrainingPlan): string {
  return JSON.stringify({ format: FORMAT, step, ...plan });
}

/**
 * The step and the plan that `planToText` wrote.
 *
 * @throws InputError that names the place in the metadata: another format, unknown or missing parts, parts of another kind
 */
export function planFromText(text: string | undefined): { step: number; plan: TrainingPlan } {
  if (text === undefined) {
    throw new InputError(PLACE, "none", "what wnb train writes there: this is a network, not a checkpoint");
  }
  const values = objectIn(text);
  const { format, step } = values;
  if (format !== FORMAT || !Number.isSafeInteger(step) || (step as number) < 0) {
    throw new InputError(PLACE, `format ${shown(format)}, step ${shown(step)}`, `format "${FORMAT}" and a step`);
  }
  const names = Object.keys(READERS) as (keyof TrainingPlan)[];
  const missing = names.find((key) => values[key] === undefined && key !== OPTIONAL);
  if (missing !== undefined) {
    throw new InputError(`${PLACE}.${missing}`, "none", "what wnb train writes there");
  }
  checkKeys(values, KEYS, "", PLACE);
  const given = names.filter((key) => values[key] !== undefined);
  const parts = given.map((key) => [key, READERS[key](values[key], `${PLACE}.${key}`)]);
  return { step: step as number, plan: Object.fromEntries(parts) as TrainingPlan };
}

function objectIn(text: string): Record<string, unknown> {
  const bytes = new TextEncoder().encode(text);
  try {
    return within(PLACE, () => objectAt(parseJson(bytes, "what wnb train writes"), "content"));
  } catch (error) {
    throw error instanceof InputError && error.place === `${PLACE}.content`
      ? new InputError(PLACE, "text that is no JSON object", "what wnb train writes there")
      : error;
  }
}

function sourceAt(value: unknown, place: string): DataSource {
  const source = objectAt(value, place);
  const kind = nameAt(source["kind"], ["mnist", "cifar10", "npy"], `${place}.kind`) as DataSource["kind"];
  checkKeys(source, KEYS, kind, place);
  const text = (key: string): string => stringAt(source[key], `${place}.${key}`);
  switch (kind) {
    case "mnist":
      return source["directory"] === undefined ? { kind } : { kind, directory: text("directory") };
    case "cifar10":
      return { kind, directory: text("directory") };
    case "npy":
      return { kind, inputs: text("inputs"), targets: text("targets") };
  }
}

function truthAt(value: unknown, place: string): boolean {
  if (typeof value !== "boolean") {
    throw new InputError(place, shown(value), "true or false");
  }
  return value;
}

function trueAt(value: unknown, place: string): true {
  if (value !== true) {
    throw new InputError(place, shown(value), "true, or no such key");
  }
  return value;
}
