/** float16 and bfloat16: every one of their 65,536 patterns against other ways to its value, and what a network file says of those that are none. */
import { npyType } from "../../../src/dataSets/npyType";
import { InputError } from "../../../src/files/inputError";
import { parseNetworkFile } from "../../../src/network/formats/networkFile";
import { decodeReals } from "../../../src/network/formats/realTypes";
import { parseSafetensors } from "../../../src/network/formats/safetensors";
import { safetensorsBytes } from "../../reference/safetensorsBytes";

const PATTERNS = 65_536;
const allPatterns = Uint8Array.from({ length: 2 * PATTERNS }, (_, k) => (k % 2 === 0 ? (k >> 1) & 255 : k >> 9));

/** One after the other from 0 on, each a step above the one before; steps double every 1024 numbers, but for the first time. */
function* float16Ladder(): Generator<number> {
  let [value, step] = [0, 1 / 2 ** 24];
  for (let pattern = 0; pattern < 31 * 1024; pattern++) {
    if (pattern >= 2048 && pattern % 1024 === 0) {
      step *= 2;
    }
    yield value;
    value += step;
  }
}

/** The binary digits of a pattern, multiplied out as a rational of integers. */
function fromDigits(pattern: number, exponentBits: number, fractionBits: number): number {
  const digits = pattern.toString(2).padStart(16, "0");
  const exponent = Number.parseInt(digits.slice(1, 1 + exponentBits), 2);
  const fraction = digits.slice(1 + exponentBits);
  const sign = digits.startsWith("1") ? -1 : 1;
  if (exponent === 2 ** exponentBits - 1) {
    return fraction.includes("1") ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  }
  const bias = 2 ** (exponentBits - 1) - 1;
  const significand = Number.parseInt((exponent === 0 ? "0" : "1") + fraction, 2);
  return sign * significand * 2 ** (Math.max(exponent, 1) - bias - fractionBits);
}

test("F16: all patterns, against the ladder of steps, the digits, and the reader of .npy files", () => {
  const values = decodeReals(allPatterns, "F16");
  const ladder = [...float16Ladder()];
  const view = new DataView(allPatterns.buffer);
  const npy = npyType("<f2");
  expect(ladder.at(-1)).toBe(65_504);
  const expected = Float64Array.from({ length: PATTERNS }, (_, pattern) => {
    const [size, sign] = [pattern & 0x7fff, pattern >> 15 === 0 ? 1 : -1];
    return size < ladder.length ? sign * ladder[size] : size === 0x7c00 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  });
  expect(values).toEqual(expected);
  expect(values).toEqual(Float64Array.from({ length: PATTERNS }, (_, pattern) => fromDigits(pattern, 5, 10)));
  expect(values).toEqual(Float64Array.from({ length: PATTERNS }, (_, k) => Number(npy?.read(view, 2 * k))));
});

test("BF16: all patterns, against the float32 that each begins, and the digits", () => {
  const values = decodeReals(allPatterns, "BF16");
  const view = new DataView(new ArrayBuffer(4));
  const expected = Float64Array.from({ length: PATTERNS }, (_, pattern) => {
    view.setUint16(0, pattern);
    return view.getFloat32(0);
  });
  expect(values).toEqual(expected);
  expect(values).toEqual(Float64Array.from({ length: PATTERNS }, (_, pattern) => fromDigits(pattern, 8, 7)));
});

/** Tensors of one type and their patterns, 16 bits each; a byte of a boolean before them, so that none is aligned. */
function fileOf(
  tensors: readonly (readonly [name: string, shape: readonly number[], patterns: readonly number[]])[],
  dtype: string,
): Uint8Array {
  const parts: Uint8Array[] = [Uint8Array.of(1)];
  let size = 1;
  const entries = tensors.map(([name, shape, patterns]) => {
    const offsets = [size, size + 2 * patterns.length];
    size = offsets[1];
    parts.push(Uint8Array.from(patterns.flatMap((pattern) => [pattern & 255, pattern >> 8])));
    return `"${name}":${JSON.stringify({ dtype, shape, data_offsets: offsets })}`;
  });
  const mask = '"mask":{"dtype":"BOOL","shape":[1],"data_offsets":[0,1]}';
  return safetensorsBytes(`{${mask},${entries.join(",")}}`, Buffer.concat(parts));
}

const [ONE, TWO, INFINITE, MINUS_INFINITE, NOT_A_NUMBER] = [0x3c00, 0x4000, 0x7c00, 0xfc00, 0x7e01];

const half = (weight: readonly number[], output: readonly number[] = [ONE, TWO]) =>
  fileOf(
    [
      ["layers.0.weight", [2, 3], weight],
      ["layers.0.gain", [2], [TWO, ONE]],
      ["output.weight", [2], output],
    ],
    "F16",
  );

const read = (bytes: Uint8Array) => parseNetworkFile(bytes, "half.safetensors", { activation: "tanh" });

test("a network in F16 and one in BF16", () => {
  const { network } = read(half([ONE, TWO, 0, 0x8000, 1, 0x7bff]));
  expect(network.layers).toEqual([Float64Array.of(1, 2, 0, -0, 2 ** -24, 65_504)]);
  expect(network.gains).toEqual([Float64Array.of(2, 1)]);
  const bfloat = fileOf(
    [
      ["layers.0.weight", [1, 2], [0x3f80, 0x0001]],
      ["output.weight", [1], [0xc000]],
    ],
    "BF16",
  );
  expect(read(bfloat).network.layers).toEqual([Float64Array.of(1, 2 ** -133)]);
  expect(read(bfloat).network.output).toEqual(Float64Array.of(-2));
});

test.each<[string, Uint8Array, string]>([
  [
    "an infinite weight",
    half([ONE, 0, 0, 0, 0, INFINITE]),
    "layers.0.weight[1][2]: found Infinity, expected a finite number (float16 overflows at 65504)",
  ],
  [
    "a weight of minus infinity",
    half([0, MINUS_INFINITE, 0, ONE, 0, 0]),
    "layers.0.weight[0][1]: found -Infinity, expected a finite number (float16 overflows at 65504)",
  ],
  [
    "an infinite output",
    half([ONE, 0, 0, ONE, 0, 0], [0, INFINITE]),
    "output.weight[1]: found Infinity, expected a finite number (float16 overflows at 65504)",
  ],
  ["NaN", half([ONE, 0, 0, NOT_A_NUMBER, 0, 0]), "layers.0.weight[1][0]: found NaN, expected a finite number"],
  ["a zero row", half([ONE, 0, 0, 0, 0x8000, 0]), "layers.0.weight[1]: found a zero row"],
  [
    "an infinite BF16",
    fileOf(
      [
        ["layers.0.weight", [1, 1], [0x7f80]],
        ["output.weight", [1], [0x3f80]],
      ],
      "BF16",
    ),
    "layers.0.weight[0][0]: found Infinity, expected a finite number",
  ],
])("%s is refused, with tensor and entry", (_, bytes, message) => {
  expect(() => read(bytes)).toThrow(InputError);
  expect(() => read(bytes)).toThrow(`half.safetensors: ${message}`);
  if (!message.includes("float16")) {
    expect(() => read(bytes)).not.toThrow(/float16/);
  }
});

test("infinities in a note are nobody's: the tensors are as the file has them", () => {
  const bytes = fileOf(
    [
      ["x-mask", [2], [INFINITE, NOT_A_NUMBER]],
      ["layers.0.weight", [1, 1], [ONE]],
      ["output.weight", [1], [ONE]],
    ],
    "F16",
  );
  expect(parseSafetensors(bytes).tensors.get("x-mask")).toEqual({
    shape: [2],
    values: Float64Array.of(Number.POSITIVE_INFINITY, Number.NaN),
    type: "F16",
  });
  expect(read(bytes).network.depth).toBe(1);
});

test("the number of bytes is that of the type", () => {
  const text = '{"output.weight":{"dtype":"F16","shape":[2],"data_offsets":[0,8]}}';
  expect(() => parseSafetensors(safetensorsBytes(text, 8))).toThrow(
    "output.weight.data_offsets: found 8 bytes, expected 4 (F16 of shape [2])",
  );
  expect(() => parseSafetensors(safetensorsBytes(text.replace("8]", "4]"), 3))).toThrow(
    "output.weight: found data up to byte 4 of a file with 3 data bytes, expected a file that is not truncated",
  );
});

test.each(["F8_E4M3", "F8_E5M2", "F8_E8M0", "F4", "F6_E2M3", "C64", "f16", "FP16", "bfloat16"])(
  "%s is refused by name",
  (dtype) => {
    const text = `{"output.weight":{"dtype":"${dtype}","shape":[2],"data_offsets":[0,2]}}`;
    expect(() => parseSafetensors(safetensorsBytes(text, 2))).toThrow(
      new InputError("output.weight.dtype", `"${dtype}"`, "F16, BF16, F32 or F64"),
    );
  },
);
