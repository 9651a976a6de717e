/** A key that nothing reads is refused by name with its likely meaning, in every object of every kind of file; notes are not. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { InputError } from "../../src/files/inputError";
import { checkKeys, nearNames } from "../../src/files/unknownKeys";
import { networkFromJson } from "../../src/network/formats/networkJson";
import { readRecord } from "../../src/records/recordFile";
import { builtIn } from "../../src/theorems/registry";
import { tightnessRecord } from "../../src/tightness/tightnessFile";
import { planFromText, planToText, type TrainingPlan } from "../../src/training/trainingPlan";
import { counterexampleFromJson } from "../../src/verify/counterexample";
import { weakeningRecord } from "../../src/weakenings/weakeningFile";

const fixture = (name: string): string => join(__dirname, "..", "..", "fixtures", name);
const numbers = { quantity: 1, error: 0, bound: 2, ratio: 0.5 };
const decimals = { digits: 50, quantity: "1", bound: "2", ratio: "0.5" };

const network = {
  format: "weightnorm-network/1",
  activation: { name: "tanh", shift: 0 },
  layers: [[[1, 2]]],
  output: [1],
  input: [1, 0],
  data: { inputs: [[1, 0]], targets: [1] },
  trial: { cosine: 1, radius: 0.01, rate: 0.001, steps: 1, batchSize: 1 },
};
const counterexample = {
  ...network,
  counterexample: {
    theorem: "output-bound",
    weakening: { output: 0.5 },
    float64: numbers,
    decimal: decimals,
    worst: { network: 1, ...numbers, case: network },
  },
};
const record = (name: string): { entries: object[] } => {
  const { entries, ...keys } = JSON.parse(readFileSync(fixture(name), "utf8"));
  return { ...keys, entries: entries.filter((entry: { without?: string }) => entry.without !== undefined).slice(0, 1) };
};
const [first] = readRecord(fixture("tightness.json"), tightnessRecord(builtIn));
const tightness = JSON.parse(tightnessRecord(builtIn).toText([first]));
const weakenings = { ...record("weakenings.json"), confirmed: 1, statements: 1 };
const plan: TrainingPlan = {
  source: { kind: "npy", inputs: "/x.npy", targets: "/y.npy" },
  samples: null,
  skipZeroRecords: true,
  fingerprint: "0123456789abcdef",
  batch: "full",
  rate: 0.1,
  seed: -1,
  rowRange: null,
  steps: 3,
  checkpointEvery: 1,
  watchRecords: 1,
  hessians: 0,
  hessianRecords: 1,
  traced: false,
  backend: "b",
};

const readers: Record<string, { file: object; read: (value: object) => unknown }> = {
  network: { file: network, read: networkFromJson },
  "counterexample, as a network": { file: counterexample, read: networkFromJson },
  counterexample: { file: counterexample, read: (value) => counterexampleFromJson(value, builtIn) },
  tightness: { file: tightness, read: (value) => tightnessRecord(builtIn).fromText(JSON.stringify(value)) },
  weakenings: { file: weakenings, read: (value) => weakeningRecord(builtIn).fromText(JSON.stringify(value)) },
  plan: {
    file: JSON.parse(planToText(2, plan)),
    read: (value) => planFromText(JSON.stringify(value)),
  },
};

/** Every object of a value, by its path. */
function objectsIn(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) {
    return [];
  }
  const own = Array.isArray(value) ? [] : [path];
  const entries: [string | number, unknown][] = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [...own, ...entries.flatMap(([key, inner]) => objectsIn(inner, [...path, key]))];
}

/** The value with a key more in the object of that path. */
function withKey(value: unknown, [step, ...rest]: readonly (string | number)[], key: string): object {
  const copy = (Array.isArray(value) ? [...value] : { ...(value as object) }) as Record<string | number, unknown>;
  if (step === undefined) {
    Object.defineProperty(copy, key, { value: 1, enumerable: true });
  } else {
    copy[step] = withKey(copy[step], rest, key);
  }
  return copy;
}

const pathText = (path: readonly (string | number)[], key: string): string =>
  [...path, key]
    .reduce<string>((text, step) => (typeof step === "number" ? `${text}[${step}]` : `${text}.${step}`), "")
    .slice(1);

const places = Object.entries(readers)
  .flatMap(([name, reader]) =>
    objectsIn(reader.file).map((path) => [`${name}: ${path.join(".") || "the whole"}`, path, reader] as const),
  )
  // Which coefficients there are, theorems know; a network does not.
  .filter(([, path, { read }]) => !(read === networkFromJson && path.at(-1) === "weakening"));

test.each(places)("%s", (_, path, { file, read }) => {
  expect(() => read(file)).not.toThrow();
  for (const note of ["$schema", "comment", "x-anything"]) {
    expect(read(withKey(file, path, note))).toEqual(read(file));
  }
  for (const key of ["bias", "unheardOf", "__proto__", "constructor", "toString"]) {
    const other = withKey(file, path, key);
    expect(() => read(other)).toThrow(InputError);
    // The coefficients of a theorem are named in their error, in place of the key.
    expect(() => read(other)).toThrow(path.at(-1) === "weakening" ? `found "${key}"` : pathText(path, key));
  }
});

test.each<[object, string]>([
  [
    { ...network, shift: 1 },
    "shift: found an unknown key, expected one of format, activation, layers, output, input, data, trial, counterexample, expected (shift belongs into activation)",
  ],
  [{ ...network, biases: [1] }, "(biases and gains are part of weightnorm-network/2, not of weightnorm-network/1)"],
  [{ ...network, gains: [1] }, "gains: found an unknown key"],
  [
    { ...network, Output: [1] },
    "Output: found an unknown key, expected one of format, activation, layers, output, input, data, trial, counterexample, expected (did you mean output?)",
  ],
  [{ ...network, rate: 1 }, "(rate belongs into trial)"],
  [{ ...network, inputs: [] }, "(did you mean input or data.inputs?)"],
  [
    { ...network, activation: { name: "tanh", shfit: 1 } },
    "activation.shfit: found an unknown key, expected one of name, shift (did you mean shift?)",
  ],
  [
    { ...network, activation: { name: "tanh", output: 1 } },
    "activation.output: found an unknown key, expected one of name, shift (output belongs to the top level)",
  ],
  [
    { ...network, data: { inputs: [[1, 0]], targets: [1], "a b\u001b": 1 } },
    'data["a b\\u001b"]: found an unknown key, expected one of inputs, targets',
  ],
  [{ ...network, ["k".repeat(100)]: 1 }, `["${"k".repeat(60)}…"]: found an unknown key`],
])("%# the likely meaning", (value, message) => {
  expect(() => networkFromJson(value)).toThrow(message);
});

test("a counterexample with its case's numbers one level too high", () => {
  const flat = { ...counterexample, counterexample: { theorem: "output-bound", quantity: 1 } };
  expect(() => counterexampleFromJson(flat, builtIn)).toThrow(
    /^counterexample\.quantity: found an unknown key, .*belongs into float64 or into decimal or into worst\)$/,
  );
});

test("a counterexample holds no other", () => {
  const { counterexample: values } = counterexample;
  const nested = { ...values, worst: { ...values.worst, case: counterexample } };
  expect(() => networkFromJson({ ...counterexample, counterexample: nested })).toThrow(
    /^counterexample\.worst\.case\.counterexample: found a counterexample in a counterexample/,
  );
});

test("three numbers are three numbers", () => {
  const [entry] = tightness.entries;
  const longer = { ...tightness, entries: [{ ...entry, consequences: [[1, 0, 2, 3]] }] };
  expect(() => readers["tightness"].read(longer)).toThrow(/^entries\[0\]\.consequences\[0\]: found an array of 4/);
});

test("a slip of the pen is near, another word is not", () => {
  const names = ["activation", "shift", "layers"];
  expect(["Activation", "activaton", "actviation", "ACTIVATIONS"].map((name) => nearNames(name, names))).toEqual(
    new Array(4).fill(["activation"]),
  );
  expect(["shfit", "shift ", "Shift", "shft"].flatMap((name) => nearNames(name, names))).toEqual(
    new Array(4).fill("shift"),
  );
  expect(["format", "drift", "script", "", "x".repeat(1e6)].flatMap((name) => nearNames(name, names))).toEqual([]);
});

test("one letter changed, dropped, doubled or exchanged is always near", () => {
  const name = "batchSize";
  fc.assert(
    fc.property(fc.nat(name.length - 2), fc.constantFrom("drop", "double", "change", "swap"), (at, slip) => {
      const [before, letter, next, after] = [name.slice(0, at), name[at], name[at + 1], name.slice(at + 2)];
      const slips = { drop: next, double: letter + letter + next, change: `_${next}`, swap: next + letter };
      expect(nearNames(before + slips[slip] + after, ["steps", name])).toEqual([name]);
    }),
  );
});

test("keys that are known in one part only", () => {
  const format = { "": ["whole"], part: ["slope"] };
  expect(() => checkKeys({ slope: 1 }, format, "part", "here")).not.toThrow();
  expect(() => checkKeys({ slope: 1 }, format, "", "here")).toThrow(
    "here.slope: found an unknown key, expected one of whole (slope belongs into part)",
  );
});
