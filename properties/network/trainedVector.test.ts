/** θ as one vector: what is read is what was written, and what does not move stays as it is. */
import fc from "fast-check";
import { decimals } from "../../src/arithmetic/decimal";
import { definedNetwork, definedValue } from "../../src/calculus/definition";
import { defaultRanges } from "../../src/generators/caseRanges";
import { networkCases } from "../../src/generators/networkCases";
import { parametersOf } from "../../src/network/layout";
import { trainedLayout } from "../../src/network/trainedParameters";
import {
  differenceError,
  displaced,
  exactTrainedVector,
  trainedVector,
  withTrainedVector,
} from "../../src/network/trainedVector";
import { orderOneCases } from "../reference/orderOneCases";

const decimal = decimals(50);
const cases = networkCases({ ...defaultRanges, networks: "all" });

test("the weights come first, and what did not move is the network that it was, gains 1/√m and shifts among it", () => {
  fc.assert(
    fc.property(cases, fc.constantFrom("directions" as const, "all" as const), ({ network }, parameters) => {
      const vector = trainedVector(network, parameters);
      expect(vector.length).toBe(trainedLayout(network, parameters).dimension);
      expect(vector.subarray(0, parametersOf(network).length)).toEqual(parametersOf(network));
      expect(withTrainedVector(network, vector, parameters)).toEqual(network);
    }),
  );
});

test("a displacement moves each number by its own, wherever the network keeps it", () => {
  fc.assert(
    fc.property(cases, fc.nat(), ({ network }, seed) => {
      const before = trainedVector(network, "all");
      const place = seed % before.length;
      const moved = displaced(network, new Float64Array(before.length).fill(0.5, place, place + 1), "all");
      const expected = before.with(place, before[place] + 0.5);
      expect(trainedVector(moved, "all")).toEqual(expected);
      // Again from the network that has numbers of its own now.
      expect(trainedVector(displaced(moved, new Float64Array(before.length), "all"), "all")).toEqual(expected);
      expect(moved.biases.every((each) => each === null) || moved.activation.shift === 0).toBe(true);
    }),
  );
});

test("f of the network moved is f by definition with its numbers moved", () => {
  fc.assert(
    fc.property(orderOneCases, fc.nat(), ({ network, input }, seed) => {
      const { scalars, dimension } = trainedLayout(network, "all");
      const step = Float64Array.from({ length: dimension }, (_, k) => (((k + seed) % 7) - 3) / 16);
      const moved = definedNetwork(decimal, displaced(network, step, "all"));
      const defined = definedNetwork(decimal, network);
      const add = (entries: readonly ReturnType<typeof decimal.of>[], begin: number) =>
        entries.map((entry, i) => decimal.add(entry, decimal.of(step[begin + i])));
      const { depth, outputGain } = network;
      const ofOutput = scalars[depth] + (outputGain === null ? 0 : 1);
      const expected = {
        ...moved,
        gains: defined.gains.map((gains, l) => add(gains, scalars[l])),
        biases: defined.biases.map((biases, l) => add(biases, scalars[l] + biases.length)),
        outputGain: defined.outputGain && add([defined.outputGain], scalars[depth])[0],
        outputBias: add([defined.outputBias], ofOutput)[0],
      };
      const x = Array.from(input, decimal.of);
      const [found, value] = [moved, expected].map((each) => Number(definedValue(decimal, each, x)));
      expect(Math.abs(found - value)).toBeLessThanOrEqual(1e-14 * (1 + Math.abs(value)));
    }),
  );
});

test("the difference of vectors is off by what gains 1/√m lose to float64, if they move", () => {
  fc.assert(
    fc.property(cases, ({ network }) => {
      const { dimension, scalars } = trainedLayout(network, "all");
      const step = new Float64Array(dimension).fill(2 ** -40, scalars[0], scalars[0] + 1);
      const to = displaced(network, step, "all");
      const [from, after] = [network, to].map((each) => exactTrainedVector(decimal, each, "all"));
      const [near, nearAfter] = [network, to].map((each) => trainedVector(each, "all"));
      const off = after.map((entry, k) =>
        decimal.subtract(decimal.subtract(entry, from[k]), decimal.of(nearAfter[k] - near[k])),
      );
      const distance = Number(decimal.hypotenuse(off));
      // Besides it, the difference of the two float64 numbers is rounded itself.
      expect(distance).toBeLessThanOrEqual(differenceError(network, to, "all") + 2 ** -92);
      expect(differenceError(network, to, "all") > 0).toBe(network.gains[0] === null);
      expect(differenceError(network, to, "directions")).toBe(0);
    }),
  );
});
