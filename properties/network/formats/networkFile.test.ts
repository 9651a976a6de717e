/** Network files: what is written is read back exactly, and what is damaged is refused with the place. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { InputError } from "../../../src/files/inputError";
import { networkCases } from "../../../src/generators/networkCases";
import { activations, isSameActivation } from "../../../src/network/activation";
import { networkFormats } from "../../../src/network/formats/formats";
import { readNetworkFile } from "../../../src/network/formats/networkFile";
import { type NetworkFile, networkFromJson, networkToJson } from "../../../src/network/formats/networkJson";
import { networkFromSafetensors, networkToSafetensors } from "../../../src/network/formats/networkSafetensors";
import { formatSafetensors, isSafetensors, parseSafetensors } from "../../../src/network/formats/safetensors";
import { writeNetworkFile } from "../../../src/network/formats/writeNetworkFile";
import { dataSet } from "../../../src/theorems/assumptions";

const folder = mkdtempSync(join(tmpdir(), "wnb-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Networks with records. */
const dataCases = () => networkCases(undefined, [dataSet]);

const valid = {
  format: "weightnorm-network/1",
  activation: { name: "tanh" },
  layers: [
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
    [
      [1, 0],
      [0, 1],
    ],
  ],
  output: [1, -1],
  input: [1, 0, 0],
};

/** As text, in which -0 is 0: the one number whose sign JSON does not keep. */
const values = (file: NetworkFile): string => JSON.stringify(networkToJson(file));

test.each(networkFormats.map(({ name, ending }) => [name, ending]))(
  "%s: a written network reads back bit for bit",
  (name, ending) => {
    const path = join(folder, `network${ending}`);
    fc.assert(
      fc.property(networkCases(), fc.boolean(), ({ network, input }, withInput) => {
        const file = { network, input: withInput ? input : null };
        writeNetworkFile(path, file);
        const recognised = networkFormats.find(({ recognises }) => recognises(readFileSync(path)));
        expect(recognised?.name).toBe(name);
        expect(values(readNetworkFile(path))).toEqual(values(file));
      }),
      { numRuns: 50 },
    );
  },
);

test.each(networkFormats.map((format) => [format.name, format] as const))(
  "%s: records are kept, or refused by name",
  (name, { ending }) => {
    const path = join(folder, `records${ending}`);
    fc.assert(
      fc.property(dataCases(), ({ network, input, data }) => {
        const file = { network, input, ...(data && { data }) };
        if (name === "safetensors") {
          expect(() => writeNetworkFile(path, file)).toThrow(
            /records\.safetensors: data: found records, expected none/,
          );
          expect(existsSync(path)).toBe(false);
          return;
        }
        writeNetworkFile(path, file);
        expect(values(readNetworkFile(path))).toEqual(values(file));
      }),
      { numRuns: 20 },
    );
  },
);

test("an ending that no format has gets JSON", () => {
  const path = join(folder, "network.txt");
  writeNetworkFile(path, networkFromJson(valid));
  expect(JSON.parse(readFileSync(path, "utf8")).format).toBe("weightnorm-network/1");
});

test("float32 tensors are read as the numbers they are", () => {
  const header = {
    "layers.0.weight": { dtype: "F32", shape: [1, 1], data_offsets: [0, 4] },
    "output.weight": { dtype: "F32", shape: [1], data_offsets: [4, 8] },
  };
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  const path = join(folder, "single.safetensors");
  writeFileSync(path, Buffer.concat([length, text, Buffer.from(new Float32Array([0.1, 3]).buffer)]));
  const { network } = readNetworkFile(path, { activation: "sin", shift: 0.5 });
  expect(network.layers[0][0]).toBe(Math.fround(0.1));
  expect(network.activation).toMatchObject({ activation: { name: "sin" }, shift: 0.5 });
  expect(() => readNetworkFile(path)).toThrow(
    /single\.safetensors: __metadata__\.activation: found none, expected .* or given beside it$/,
  );
});

test("an activation may be a name alone; shift is 0 by default", () => {
  expect(networkFromJson(valid).network.activation.shift).toBe(0);
  const { network } = networkFromJson({ ...valid, activation: "tanh" });
  expect(values({ network, input: null })).toBe(values({ ...networkFromJson(valid), input: null }));
  expect(() => networkFromJson({ ...valid, activation: "cosh" })).toThrow(/^activation: found "cosh", expected one of/);
});

const withLayer = (l: number, layer: unknown) => ({
  ...valid,
  layers: valid.layers.map((other, k) => (k === l ? layer : other)),
});

test.each<[string, unknown, RegExp]>([
  ["no object", [], /network file: found an array of 0, expected an object/],
  [
    "another format",
    { ...valid, format: "weightnorm-network/3" },
    /format: found "weightnorm-network\/3", expected "weightnorm-network\/1" or "weightnorm-network\/2"/,
  ],
  ["no activation", { ...valid, activation: undefined }, /activation: found undefined, expected an object/],
  [
    "an unknown activation",
    { ...valid, activation: { name: "cosh" } },
    /activation.name: found "cosh", expected one of identity/,
  ],
  ["quick_gelu", { ...valid, activation: { name: "quick_gelu" } }, /an approximation of gelu/],
  [
    "an infinite shift",
    { ...valid, activation: { name: "tanh", shift: Number.POSITIVE_INFINITY } },
    /activation.shift: found Infinity/,
  ],
  ["a shift that is text", { ...valid, activation: { name: "tanh", shift: "0" } }, /activation.shift: found "0"/],
  ["no layers", { ...valid, layers: [] }, /layers: found none, expected at least one layer/],
  ["an empty layer", withLayer(1, []), /layers\[1\]: found an empty layer/],
  ["an empty row", withLayer(0, [[], []]), /layers\[0\]\[0\]: found an empty row/],
  [
    "a ragged layer",
    withLayer(0, [
      [1, 2, 3],
      [4, 5],
    ]),
    /layers\[0\]\[1\]: found 2 entries, expected 3, as in layers\[0\]\[0\]/,
  ],
  ["a missing row", withLayer(1, [[1, 2]]), /layers\[1\]: found 1 rows, expected 2/],
  [
    "a width that does not match",
    withLayer(1, [
      [1, 2, 3],
      [4, 5, 6],
    ]),
    /layers\[1\]\[0\]: found 3 entries, expected 2, the width/,
  ],
  [
    "a zero row",
    withLayer(1, [
      [1, 0],
      [0, 0],
    ]),
    /layers\[1\]\[1\]: found a zero row/,
  ],
  [
    "null for a number",
    withLayer(1, [
      [1, null],
      [0, 1],
    ]),
    /layers\[1\]\[0\]\[1\]: found null, expected a finite number/,
  ],
  [
    "an infinite weight",
    withLayer(1, [
      [1, 0],
      [0, Number.POSITIVE_INFINITY],
    ]),
    /layers\[1\]\[1\]\[1\]: found Infinity/,
  ],
  [
    "a row below float64's full precision",
    withLayer(1, [
      [1, 0],
      [0, 1e-310],
    ]),
    /layers\[1\]\[1\]: found a row whose norm is 1e-310/,
  ],
  [
    "a row beyond float64",
    withLayer(1, [
      [1, 0],
      [1.7e308, 1.7e308],
    ]),
    /layers\[1\]\[1\]: found a row whose norm is beyond/,
  ],
  ["an output of another width", { ...valid, output: [1, 2, 3] }, /layers\[0\]: found 2 rows, expected 3/],
  ["an empty output", { ...valid, output: [] }, /layers\[0\]: found 2 rows, expected 0|output: found no entries/],
  ["an input of another dimension", { ...valid, input: [1, 2] }, /input: found 2 entries, expected 3/],
])("refused: %s", (_, value, message) => {
  expect(() => networkFromJson(value)).toThrow(InputError);
  expect(() => networkFromJson(value)).toThrow(message);
});

test.each<[string, string | Uint8Array, RegExp]>([
  ["nothing", "", /empty file/],
  ["cut JSON", JSON.stringify(valid).slice(0, 80), /content: found .*JSON/],
  ["NaN in JSON", '{"output":[NaN]}', /has no NaN or Infinity/],
  ["bytes", Uint8Array.of(0xff, 0xfe, 0, 1), /not UTF-8/],
  [
    "1e999",
    JSON.stringify(valid).replace("[1,2,3]", "[1,1e999,3]"),
    /layers\[0\]\[0\]\[1\]: found 1e999, which float64 reads as Infinity/,
  ],
])("a file with %s is refused by name", (_, content, message) => {
  const path = join(folder, "damaged.json");
  writeFileSync(path, content);
  expect(() => readNetworkFile(path)).toThrow(message);
  expect(() => readNetworkFile(path)).toThrow(/damaged\.json/);
});

test("a missing file and a folder", () => {
  expect(() => readNetworkFile(join(folder, "none.json"))).toThrow(/none\.json: found no such file/);
  expect(() => readNetworkFile(folder)).toThrow(/found a folder/);
});

test("options that disagree with the file", () => {
  const path = join(folder, "agree.json");
  writeFileSync(path, JSON.stringify(valid));
  expect(readNetworkFile(path, { activation: "tanh", shift: 0 }).network.depth).toBe(2);
  expect(() => readNetworkFile(path, { activation: "sin" })).toThrow(
    /activation: found "tanh", expected "sin", as was asked for/,
  );
  expect(() => readNetworkFile(path, { shift: 1 })).toThrow(/shift: found 0, expected 1/);
});

test.each([
  ["silu", "swish"],
  ["swish", "silu"],
])("%s in the file and %s as an option are one function", (name, given) => {
  const path = join(folder, "alike.json");
  writeFileSync(path, JSON.stringify({ ...valid, activation: { name } }));
  expect(readNetworkFile(path, { activation: given }).network.activation.activation.name).toBe(name);
  expect(() => readNetworkFile(path, { activation: "gelu" })).toThrow(`activation: found "${name}", expected "gelu"`);
});

test("no other two names are", () => {
  const alike = activations.flatMap((one) =>
    activations.filter((other) => one !== other && isSameActivation(one, other)).map(({ name }) => name),
  );
  expect(alike.sort()).toEqual(["silu", "swish"]);
});

test("a damaged safetensors file is refused, whatever byte is damaged; it never reads as something else by accident of a crash", () => {
  fc.assert(
    fc.property(
      networkCases(),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      fc.boolean(),
      ({ network, input }, place, change, cut) => {
        const bytes = formatSafetensors(networkToSafetensors({ network, input }));
        const at = place % bytes.length;
        const damaged = cut ? bytes.slice(0, at) : bytes.slice();
        if (!cut) {
          damaged[at] ^= change;
        }
        try {
          networkFromSafetensors(parseSafetensors(damaged), {});
          expect(cut).toBe(false);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
        }
      },
    ),
    { numRuns: 1000 },
  );
});

test("safetensors: overlaps, gaps, other types, layers after a gap", () => {
  const { network, input } = networkFromJson(valid);
  const { tensors, metadata } = networkToSafetensors({ network, input });
  const rebuilt = (change: (header: Record<string, Record<string, unknown>>) => void): Uint8Array => {
    const bytes = formatSafetensors({ tensors, metadata });
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length)));
    change(header);
    const text = new TextEncoder().encode(JSON.stringify(header));
    const start = new Uint8Array(8);
    new DataView(start.buffer).setBigUint64(0, BigInt(text.length), true);
    return Uint8Array.from([...start, ...text, ...bytes.subarray(8 + length)]);
  };
  const read = (bytes: Uint8Array) => networkFromSafetensors(parseSafetensors(bytes), {});
  expect(isSafetensors(rebuilt(() => {}))).toBe(true);
  expect(values(read(rebuilt(() => {})))).toEqual(values({ network, input }));
  const offsets = (name: string, pair: number[]) =>
    rebuilt((header) => Object.assign(header[name], { data_offsets: pair }));
  expect(() => read(offsets("input", [0, 24]))).toThrow(/no overlaps, no gaps/);
  expect(() => read(offsets("input", [0, 8]))).toThrow(/found 8 bytes, expected 24/);
  expect(() => read(offsets("input", [-8, 16]))).toThrow(/expected \[begin, end\]/);
  expect(() => read(rebuilt((header) => Object.assign(header["input"], { dtype: "F8_E4M3" })))).toThrow(
    /input.dtype: found "F8_E4M3", expected F16, BF16, F32 or F64/,
  );
  const changed = (name: string, change: Record<string, unknown>) =>
    rebuilt((header) => {
      header[name] = { ...header[name], ...change };
    });
  expect(() => read(changed("input", { shape: [1, 3] }))).toThrow(/input: found shape \[1, 3\], expected shape \[3\]/);
  expect(() => read(changed("input", { dtype: "toString" }))).toThrow(/expected F16, BF16, F32 or F64/);
  expect(() => read(changed("__metadata__", { shift: 5 }))).toThrow(/__metadata__\.shift: found 5, expected a string/);
  expect(() => read(changed("__metadata__", { shift: "0x10" }))).toThrow(/found "0x10", expected a finite number/);
  const bare = rebuilt((header) => Object.assign(header, { __metadata__: null }));
  expect(() => read(bare)).toThrow(/__metadata__\.activation: found none/);
  expect(networkFromSafetensors(parseSafetensors(bare), { activation: "tanh" }).network.depth).toBe(2);
  const list = rebuilt((header) => Object.assign(header, { __metadata__: [] }));
  expect(() => read(list)).toThrow(/__metadata__: found an array of 0, expected an object of strings/);
  const renamed = rebuilt((header) => {
    header["layers.2.weight"] = header["layers.1.weight"];
    delete header["layers.1.weight"];
  });
  expect(() => read(renamed)).toThrow(/layers\.2\.weight: found a layer after a gap/);
});
