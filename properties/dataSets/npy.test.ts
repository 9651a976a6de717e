/** .npy files: every type, order and version reads back as the numbers written, by an own writer and by NumPy. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { readNpyRecords } from "../../src/dataSets/npy";
import { readNpyHeader } from "../../src/dataSets/npyHeader";
import { InputError } from "../../src/files/inputError";
import { headerOf, npyFile, type WrittenArray } from "../reference/npyFile";

const folder = mkdtempSync(join(tmpdir(), "wnb-"));
afterAll(() => rmSync(folder, { recursive: true }));

const path = join(folder, "array.npy");
const fixture = (name: string) => join(__dirname, "../../fixtures/npy", name);
const product = (shape: readonly number[]) => shape.reduce((all, n) => all * n, 1);

/** All entries in C order. */
function entries(file: string): number[] {
  const header = readNpyHeader(file);
  const record = readNpyRecords(file, header, header.shape[0]);
  return Array.from({ length: header.shape[0] }, (_, i) => [...record(i)]).flat();
}

const integers = (min: number, max: number) => fc.integer({ min, max });
const values: Readonly<Record<string, fc.Arbitrary<number>>> = {
  f4: fc.float(),
  f8: fc.double(),
  u1: integers(0, 255),
  i1: integers(-128, 127),
  u2: integers(0, 65535),
  i2: integers(-32768, 32767),
  u4: integers(0, 2 ** 32 - 1),
  i4: integers(-(2 ** 31), 2 ** 31 - 1),
  u8: fc.maxSafeNat(),
  i8: fc.maxSafeInteger(),
  b1: integers(0, 1),
};

const array: fc.Arbitrary<WrittenArray> = fc
  .record({
    code: fc.constantFrom(...Object.keys(values)),
    shape: fc.array(integers(1, 4), { minLength: 1, maxLength: 4 }),
    isBig: fc.boolean(),
    fortranOrder: fc.boolean(),
    version: fc.constantFrom<1 | 2 | 3>(1, 2, 3),
  })
  .chain(({ code, shape, isBig, ...rest }) => {
    const size = product(shape);
    const descr = (code.endsWith("1") ? "|" : isBig ? ">" : "<") + code;
    return fc
      .array(values[code], { minLength: size, maxLength: size })
      .map((numbers) => ({ descr, shape, values: numbers, ...rest }));
  });

test("what is written is read: all types, byte orders, orders of entries, versions, and the first records alone", () => {
  fc.assert(
    fc.property(array, fc.nat(), (written, n) => {
      writeFileSync(path, npyFile(written));
      const header = readNpyHeader(path);
      expect(header).toMatchObject({ shape: written.shape, fortranOrder: written.fortranOrder });
      expect(header.type).toMatchObject({ descr: written.descr, isInteger: !written.descr.includes("f") });
      expect(entries(path)).toEqual(written.values);
      const count = 1 + (n % written.shape[0]);
      const length = product(written.shape.slice(1));
      const last = readNpyRecords(path, header, count)(count - 1);
      expect([...last]).toEqual(written.values.slice((count - 1) * length, count * length));
    }),
  );
});

const counted = Array.from({ length: 24 }, (_, n) => n);

test.each<[string, number[]]>([
  ["float16.npy", counted.map((n) => n / 8)],
  ["float32.npy", counted.map((n) => n / 8)],
  ["float64-fortran.npy", counted.map((n) => n / 8)],
  ["float64-big-endian.npy", counted.map((n) => n / 8)],
  ["int16-big-endian-fortran.npy", counted.map((n) => n - 12)],
  ["int32-version2.npy", counted.map((n) => n - 12)],
  ["int32-version3.npy", counted.map((n) => n - 12)],
  ["uint8.npy", counted],
  ["bool.npy", counted.map((n) => (n % 3 === 0 ? 1 : 0))],
])("%s, as NumPy wrote it", (name, expected) => {
  expect(readNpyHeader(fixture(name)).shape).toEqual([2, 3, 4]);
  expect(entries(fixture(name))).toEqual(expected);
});

test("float16: the edges as NumPy wrote them, and every bit pattern by its distance from the one before", () => {
  expect(entries(fixture("float16-big-endian-edges.npy"))).toEqual([
    ...[2 ** -14, 1023 * 2 ** -24, 2 ** -24, -0, 65504, -65504, 1365 / 4096],
    ...[Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN],
  ]);
  const patterns = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits);
  const data = new Uint8Array(patterns.buffer);
  writeFileSync(
    path,
    Buffer.concat([headerOf("{'descr': '<f2', 'fortran_order': False, 'shape': (65536, 1), }"), data]),
  );
  const numbers = entries(path);
  expect(numbers[0]).toBe(0);
  expect(numbers[0x3c00]).toBe(1);
  const infinite = 0x7c00;
  for (let bits = 1; bits < infinite; bits++) {
    // Within a power of two the numbers are equally spaced; below the smallest normal number as above it.
    const exponent = Math.max(1, (bits - 1) >> 10);
    // `expect` of each takes seconds.
    if (numbers[bits] - numbers[bits - 1] !== 2 ** (exponent - 25) || numbers[0x8000 + bits] !== -numbers[bits]) {
      throw new Error(`bits ${bits}: ${numbers[bits]}, after ${numbers[bits - 1]}`);
    }
  }
  expect(numbers.slice(infinite + 1, 0x8000).every(Number.isNaN)).toBe(true);
});

const types = "one of f2, f4, f8, u1, i1, u2, i2, u4, i4, u8, i8, b1, after < or > (| for one byte)";

test("the other fixtures of NumPy: labels, a scalar, and what is refused", () => {
  expect(entries(fixture("int64.npy"))).toEqual([2, 0, 1, 2]);
  expect(readNpyHeader(fixture("scalar.npy")).shape).toEqual([]);
  for (const [name, message] of [
    ["complex.npy", `header.descr: found "<c16", expected ${types}`],
    ["object.npy", `header.descr: found "|O", expected ${types}`],
    ["structured.npy", `header.descr: found "[('x', '<f4'), ('y', '<i4')]", expected ${types}`],
    ["archive.npz", "content: found a zip archive, expected a .npy file, as numpy.save writes it"],
    ["README.md", "content: found another format, expected a .npy file, as numpy.save writes it"],
  ]) {
    expect(() => readNpyHeader(fixture(name))).toThrow(new Error(`${fixture(name)}: ${message}`));
  }
});

test("64-bit integers that a number does not hold are refused with their place, others beyond 2^53 are read", () => {
  const file = (entry: bigint) => {
    const data = new DataView(new ArrayBuffer(32));
    data.setBigInt64(24, entry, true);
    return Buffer.concat([
      headerOf("{'descr': '<i8', 'fortran_order': False, 'shape': (2, 2), }"),
      new Uint8Array(data.buffer),
    ]);
  };
  writeFileSync(path, file(2n ** 60n));
  expect(entries(path)).toEqual([0, 0, 0, 2 ** 60]);
  writeFileSync(path, file(-(2n ** 53n) - 1n));
  expect(() => entries(path)).toThrow(
    new Error(`${path}: records[1][1]: found -9007199254740993, expected an integer that float64 holds exactly`),
  );
});

test.each<[string, string, number[]]>([
  ["double quotes, another order, no spaces", `{"shape":(3,),"fortran_order":False,"descr":"<f4"}`, [3]],
  ["Python 2", "{'descr': '<f4', 'fortran_order': False, 'shape': (3L, 1L), }", [3, 1]],
  ["one byte with <", "{'descr': '<u1', 'fortran_order': True, 'shape': (12,)}  \n", [12]],
  ["a size of 0", "{'descr': '<f4', 'fortran_order': False, 'shape': (0, 3), }", [0, 3]],
])("a header as others write it: %s", (_, text, shape) => {
  writeFileSync(path, Buffer.concat([headerOf(text), new Uint8Array(shape.includes(0) ? 0 : 12)]));
  expect(readNpyHeader(path).shape).toEqual(shape);
});

const keys = "the keys descr, fortran_order, shape with their values, once each";

test.each<[string, string, string]>([
  ["no dictionary", "[1, 2]", `header: found "[1, 2]", expected a Python dictionary`],
  ["nothing", "  ", `header: found "", expected a Python dictionary`],
  ["an empty dictionary", "{}", `header.descr: found undefined, expected ${types}`],
  ["no shape", "{'descr': '<f4', 'fortran_order': False}", "header.shape: found undefined, expected a tuple of sizes"],
  ["no order", "{'descr': '<f4', 'shape': (1,)}", "header.fortran_order: found undefined, expected True or False"],
  [
    "an order of 1",
    "{'descr': '<f4', 'fortran_order': 1, 'shape': (1,)}",
    `header.fortran_order: found "1", expected True or False`,
  ],
  ["a key twice", "{'descr': '<f4', 'descr': '<f8'}", `header: found "'descr': '<f8'", expected ${keys}`],
  ["another key", "{'descr': '<f4', 'order': 'C'}", `header: found "'order': 'C'", expected ${keys}`],
  ["a broken value", "{'descr': '<f4}", `header: found "'descr': '<f4", expected ${keys}`],
  [
    "a number as shape",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (3)}",
    `header.shape: found "(3)", expected a tuple of sizes`,
  ],
  [
    "a negative size",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (-3,)}",
    `header.shape: found "(-3,)", expected a tuple of sizes`,
  ],
  [
    "a lone comma",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (,)}",
    `header.shape: found "(,)", expected a tuple of sizes`,
  ],
  [
    "a size beyond 2^53",
    "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999,)}",
    `header.shape: found "(99999999999999999,)", expected a tuple of sizes`,
  ],
  [
    "quadruple precision",
    "{'descr': '<f16', 'fortran_order': False, 'shape': (1,)}",
    `header.descr: found "<f16", expected ${types}`,
  ],
  [
    "no byte order",
    "{'descr': '|f4', 'fortran_order': False, 'shape': (1,)}",
    `header.descr: found "|f4", expected ${types}`,
  ],
  [
    "a property of objects",
    "{'descr': '<toString', 'fortran_order': False, 'shape': (1,)}",
    `header.descr: found "<toString", expected ${types}`,
  ],
  [
    "too little data",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 1)}",
    "data: found 12 bytes, expected 16 (<f8 of shape [2, 1])",
  ],
  [
    "too much data",
    "{'descr': '<f4', 'fortran_order': False, 'shape': ()}",
    "data: found 12 bytes, expected 4 (<f4 of shape [])",
  ],
])("refused: a header with %s", (_, text, message) => {
  writeFileSync(path, Buffer.concat([headerOf(text), new Uint8Array(12)]));
  expect(() => readNpyHeader(path)).toThrow(new Error(`${path}: ${message}`));
  expect(() => readNpyHeader(path)).toThrow(InputError);
});

test.each<[string, Uint8Array, string]>([
  ["nothing", Uint8Array.of(), "content: found an empty file, expected a .npy file, as numpy.save writes it"],
  [
    "five bytes",
    headerOf("").subarray(0, 5),
    "content: found another format, expected a .npy file, as numpy.save writes it",
  ],
  ["the magic string alone", headerOf("").subarray(0, 6), "version: found none, expected 1.0, 2.0, 3.0"],
  [
    "half a length",
    headerOf("").subarray(0, 9),
    "header: found a file that ends before its length, expected a file that is not truncated",
  ],
  ["version 4.0", headerOf("{}", 4), "version: found 4.0, expected 1.0, 2.0, 3.0"],
  [
    "a header that is cut",
    headerOf("{'descr'", 2).subarray(0, -2),
    "header: found a length of 8 bytes, expected at most 6",
  ],
  [
    "a header too long",
    headerOf(" ".repeat(10_001), 2),
    "header: found a length of 10001 bytes, expected at most 10000",
  ],
])("refused: a file with %s", (_, bytes, message) => {
  writeFileSync(path, bytes);
  expect(() => readNpyHeader(path)).toThrow(new Error(`${path}: ${message}`));
});

test("a damaged file is refused as bad input or read, never anything else", () => {
  fc.assert(
    fc.property(array, fc.nat(), fc.integer({ min: 1, max: 255 }), fc.boolean(), (written, place, change, cut) => {
      const bytes = npyFile(written);
      const at = place % bytes.length;
      writeFileSync(path, cut ? bytes.subarray(0, at) : bytes.with(at, bytes[at] ^ change));
      try {
        const header = readNpyHeader(path);
        expect(cut).toBe(false);
        readNpyRecords(path, header, header.shape[0]);
      } catch (error) {
        expect(error).toBeInstanceOf(InputError);
      }
    }),
  );
});
