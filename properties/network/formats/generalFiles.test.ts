/** Networks beyond the paper's: both formats hold every bit of them; the paper's are written as they always were. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { InputError } from "../../../src/files/inputError";
import { networkCases } from "../../../src/generators/networkCases";
import { formatOfName } from "../../../src/network/formats/formats";
import { parseNetworkFile, readNetworkFile } from "../../../src/network/formats/networkFile";
import { type NetworkFile, networkFromJson } from "../../../src/network/formats/networkJson";
import { writeNetworkFile } from "../../../src/network/formats/writeNetworkFile";
import { fanIn, type Network } from "../../../src/network/network";
import { isPaperNetwork } from "../../../src/network/paperForm";
import { quickOrFull } from "../../depth";
import { safetensorsBytes } from "../../reference/safetensorsBytes";
import { generalNetworks } from "./generalNetworks";

const folder = mkdtempSync(join(tmpdir(), "wnb-general-files-"));
afterAll(() => rmSync(folder, { recursive: true }));
const json = join(folder, "network.json");
const safetensors = join(folder, "network.safetensors");
const isPaper = ({ network, parameters }: NetworkFile): boolean => isPaperNetwork(network) && parameters !== "all";
const numRuns = quickOrFull(100, 1000);

/** JSON.stringify writes -0 as 0: its sign is the one bit that JSON does not keep, and no network depends on it. */
function withoutNegativeZeros<T>(value: T): T {
  if (typeof value === "number") {
    return ((value as number) + 0) as T;
  }
  if (value instanceof Float64Array) {
    return value.map((entry) => entry + 0) as T;
  }
  if (Array.isArray(value)) {
    return value.map(withoutNegativeZeros) as T;
  }
  // The activation has functions, which stay themselves.
  return value;
}

function inJson({ network, input, ...rest }: NetworkFile): NetworkFile {
  const parts = Object.entries(network).map(([key, value]) => [key, withoutNegativeZeros(value)]);
  const { activation, shift } = network.activation;
  return {
    network: { ...Object.fromEntries(parts), activation: { activation, shift: shift + 0 } },
    input: withoutNegativeZeros(input),
    ...rest,
  };
}

test("JSON: any network reads back bit for bit, as version 2 unless it is the paper's", () => {
  let general = 0;
  fc.assert(
    fc.property(generalNetworks, (file) => {
      writeNetworkFile(json, file);
      const { format } = JSON.parse(readFileSync(json, "utf8"));
      expect(format).toBe(isPaper(file) ? "weightnorm-network/1" : "weightnorm-network/2");
      general += format === "weightnorm-network/2" ? 1 : 0;
      expect(readNetworkFile(json)).toEqual(inJson(file));
    }),
    { numRuns },
  );
  expect(general).toBeGreaterThan(numRuns / 2);
});

test("safetensors: any network reads back bit for bit, the sign of -0 too", () => {
  fc.assert(
    fc.property(generalNetworks, (file) => {
      writeNetworkFile(safetensors, file);
      const found = readNetworkFile(safetensors);
      const { shift } = file.network.activation;
      // The shift is a text in the metadata, where -0 is 0.
      const activation = { ...file.network.activation, shift: shift + 0 };
      expect(found).toEqual({ ...file, network: { ...file.network, activation } });
    }),
    { numRuns },
  );
});

test("what one format holds, the other holds", () => {
  fc.assert(
    fc.property(generalNetworks, (file) => {
      writeNetworkFile(json, file);
      writeNetworkFile(safetensors, readNetworkFile(json));
      expect(readNetworkFile(safetensors)).toEqual(inJson(file));
    }),
    { numRuns: 50 },
  );
});

const rowsOf = (network: Network, l: number): number[][] =>
  Array.from({ length: network.widths[l] }, (_, i) => {
    const columns = fanIn(network, l);
    return Array.from(network.layers[l].subarray(i * columns, (i + 1) * columns));
  });

test("a network of the paper is the version 1 that it always was, byte for byte", () => {
  fc.assert(
    fc.property(networkCases(), ({ network, input }) => {
      const { activation, shift } = network.activation;
      writeNetworkFile(json, { network, input });
      expect(readFileSync(json, "utf8")).toBe(
        `{"format":"weightnorm-network/1","activation":{"name":"${activation.name}","shift":${shift}},` +
          `"layers":${JSON.stringify(network.layers.map((_, l) => rowsOf(network, l)))},` +
          `"output":${JSON.stringify(Array.from(network.output))},"input":${JSON.stringify(Array.from(input))}}\n`,
      );
    }),
    { numRuns: 100 },
  );
});

test("its tensors too: weights, output and input, and nothing else", () => {
  fc.assert(
    fc.property(networkCases(), ({ network, input }) => {
      const { activation, shift } = network.activation;
      writeNetworkFile(safetensors, { network, input });
      const { width } = network;
      const named: [string, number[], Float64Array][] = [
        ...network.layers.map((values, l): [string, number[], Float64Array] => [
          `layers.${l}.weight`,
          [width, l === 0 ? network.inputDimension : width],
          values,
        ]),
        ["output.weight", [width], network.output],
        ["input", [network.inputDimension], input],
      ];
      let size = 0;
      const entries = named.map(([name, shape, values]) => {
        const offsets = [size, size + values.byteLength];
        size += values.byteLength;
        return `"${name}":${JSON.stringify({ dtype: "F64", shape, data_offsets: offsets })}`;
      });
      const metadata = JSON.stringify({ activation: activation.name, shift: String(shift) });
      const header = `{"__metadata__":${metadata},${entries.join(",")}}`;
      const data = Buffer.concat(
        named.map(([, , values]) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength)),
      );
      const expected = safetensorsBytes(header.padEnd(Math.ceil(header.length / 8) * 8), data);
      expect(Buffer.compare(readFileSync(safetensors), expected)).toBe(0);
    }),
    { numRuns: 50 },
  );
});

test("version 2 of a network of the paper is that network, and becomes version 1 when it is written", () => {
  fc.assert(
    fc.property(networkCases(), ({ network, input }) => {
      writeNetworkFile(json, { network, input });
      const paper = JSON.parse(readFileSync(json, "utf8"));
      const layers = paper.layers.map((weights: number[][]) => ({ weights }));
      const later = { ...paper, format: "weightnorm-network/2", layers, output: { weights: paper.output } };
      expect(networkFromJson(later)).toEqual(networkFromJson(paper));
    }),
    { numRuns: 50 },
  );
});

test("whatever byte of such a file is damaged, in either format: it is read, or refused as bad input", () => {
  fc.assert(
    fc.property(
      generalNetworks,
      fc.constantFrom(json, safetensors),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      fc.boolean(),
      (file, path, place, change, cut) => {
        const text = formatOfName(path).write(file);
        const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
        const at = place % bytes.length;
        const damaged = cut ? bytes.slice(0, at) : bytes.slice();
        if (!cut) {
          damaged[at] ^= change;
        }
        try {
          parseNetworkFile(damaged, path);
          // Without its line break at the end JSON is whole.
          expect(cut && at < bytes.length - 1).toBe(false);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          expect((error as InputError).place).toContain(path);
        }
      },
    ),
    { numRuns: quickOrFull(500, 5000) },
  );
});
