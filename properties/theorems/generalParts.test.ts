/**
 * The symbols of the general network, which have no coefficients of their own: each weakened, on a network that can be computed by hand, and
 * exactly how false the theorem is then.
 */
import type { Arithmetic } from "../../src/arithmetic/arithmetic";
import { float64 } from "../../src/arithmetic/float64";
import { hessianBound } from "../../src/bounds/hessianForm";
import { derivedScales, type LayerScale, type Scales, scalesOf } from "../../src/bounds/scales";
import { type Turn, turnOf } from "../../src/bounds/turn";
import { propagate } from "../../src/calculus/propagation";
import { Evaluation } from "../../src/measurement/evaluation";
import { activationNamed } from "../../src/network/activation";
import { createNetwork } from "../../src/network/network";
import type { NetworkCase } from "../../src/network/networkCase";
import { withScales } from "../../src/theorems/premises/rescaledTheorem";
import type { Rescaling, Theorem } from "../../src/theorems/theorem";
import { weakened } from "../../src/theorems/weakening";
import { checkTheorem } from "../../src/verify/checkTheorem";
import { judge } from "../../src/verify/judge";
import { theoremById } from "../reference/theoremById";

interface Parts {
  readonly activation?: string;
  readonly layers: readonly (readonly (readonly number[])[])[];
  readonly gains: readonly (readonly number[])[];
  readonly biases?: readonly (readonly number[])[];
  readonly output: readonly number[];
  readonly outputGain?: number;
  readonly outputBias?: number;
  readonly input: readonly number[];
}

const vectors = (rows: readonly (readonly number[])[]): Float64Array[] => rows.map((row) => Float64Array.from(row));

/** With rows and v trained: case P. */
function rowsTrained({
  activation = "identity",
  layers,
  gains,
  biases,
  output,
  input,
  ...ofOutput
}: Parts): NetworkCase {
  const network = createNetwork({
    activation: { activation: activationNamed(activation, "activation"), shift: 0 },
    layers: layers.map((rows) => Float64Array.from(rows.flat())),
    gains: vectors(gains),
    ...(biases && { biases: vectors(biases) }),
    output: Float64Array.from(output),
    ...ofOutput,
  });
  return { network, input: Float64Array.from(input) };
}

/** With gains, biases and c besides: case T. */
const allTrained = (parts: Parts): NetworkCase => ({ ...rowsTrained(parts), parameters: "all" });

/** The theorem is false by exactly this factor, in float64 and in decimals; as it stands it holds there. */
function expectFalse(weak: Theorem, networkCase: NetworkCase, ratio: number, digits = 10): void {
  const result = checkTheorem(weak, new Evaluation(networkCase));
  expect(result.verdict).toBe("violated");
  expect((result.ratio ?? 0) / ratio).toBeCloseTo(1, digits);
  const judgement = judge(weak, networkCase);
  expect(judgement.verdict).toBe("confirmed");
  expect(Number(judgement.ratio) / ratio).toBeCloseTo(1, digits);
  expect(checkTheorem(theoremById(weak.id), new Evaluation(networkCase)).verdict).toBe("holds");
}

/** The same scales with other symbols of the layers, and what follows from them. */
function withLayers(change: <T>(arithmetic: Arithmetic<T>, layer: LayerScale<T>) => Partial<LayerScale<T>>): Rescaling {
  return (arithmetic, scales) =>
    derivedScales(arithmetic, {
      ...scales,
      layers: scales.layers.map((layer) => ({ ...layer, ...change(arithmetic, layer) })),
    });
}

/** The same scales with other T_l and μ_l, and the a_l of these. */
function withTurns(turnsOf: <T>(arithmetic: Arithmetic<T>, scales: Scales<T>) => readonly Turn<T>[]): Rescaling {
  return (arithmetic, scales) => {
    const turns = turnsOf(arithmetic, scales);
    const { of, multiply, hypotenuse } = arithmetic;
    const layerScales = turns.map(({ rate }, l) => {
      const alone = multiply(rate, scales.activationScales[l]);
      return scales.parameters === "all" ? hypotenuse([alone, of(1)]) : alone;
    });
    return { ...scales, turns, layerScales };
  };
}

const sumOf = <T>({ add }: Arithmetic<T>, values: readonly T[]): T => values.reduce((a, b) => add(a, b));
const meanOf = <T>(arithmetic: Arithmetic<T>, values: readonly T[]): T =>
  arithmetic.divide(sumOf(arithmetic, values), arithmetic.of(values.length));

// Of one row and more.
const ONE = [[[1]]];
/** So large that ‖v‖ times a form is all of Q that counts. */
const LARGE = 1e9;

describe("T_l and a_l", () => {
  const tau = withTurns((arithmetic, { layers, turns }) =>
    turns.map(({ bend }, l) => ({ bend, rate: turnOf(arithmetic, layers[l].rows, "directions").rate })),
  );
  const meanTurn = withTurns((arithmetic, { layers, turns }) =>
    turns.map(({ bend }, l) => ({
      bend,
      rate: meanOf(
        arithmetic,
        layers[l].rows.map((row) => arithmetic.divide(row.gain, row.norm)),
      ),
    })),
  );
  const withoutBias: Rescaling = (arithmetic, scales) => ({
    ...scales,
    layerScales: scales.turns.map(({ rate }, l) => arithmetic.multiply(rate, scales.activationScales[l])),
  });

  test("τ in place of max(1, τ): t times too small where a long row's gain moves", () => {
    // ∂f/∂g = 1e9 and ∂f/∂b = 1, against √(1e12 + 1).
    const networkCase = allTrained({ layers: [[[1000]]], gains: [[1]], output: [1], input: [1e9] });
    expectFalse(withScales(theoremById("layer-gradient"), tau), networkCase, Math.hypot(1e9, 1) / Math.hypot(1e6, 1));
  });

  test("without the 1 of the bias: any factor near x = 0", () => {
    const networkCase = allTrained({ layers: ONE, gains: [[1]], output: [1], input: [1e-3] });
    const factor = Math.hypot(1e-3, 1) / 1e-3;
    expectFalse(withScales(theoremById("layer-gradient"), withoutBias), networkCase, factor);
  });

  test("the mean of t over the rows in place of the largest: twice, where one of two gains is 0", () => {
    const layers = [
      [
        [1, 0],
        [1, 0],
      ],
    ];
    const networkCase = rowsTrained({ layers, gains: [[1, 0]], output: [1, 0], input: [0, 1] });
    expectFalse(withScales(theoremById("layer-gradient"), meanTurn), networkCase, 2);
  });
});

test.each([0.25, 1, 3])("μ of the rows alone where the gain moves too: √3 (1 + t²)/(t √(4 + 3t²)) at t = %d", (t) => {
  const ofRows = withTurns((arithmetic, { layers, turns }) =>
    turns.map(({ rate }, l) => ({ rate, bend: turnOf(arithmetic, layers[l].rows, "directions").bend })),
  );
  // cos(u, x) = t/√(3t² + 4).
  const input = [t, Math.sqrt(2 * t * t + 4)];
  const networkCase = allTrained({ layers: [[[1, 0]]], gains: [[t]], output: [LARGE], input });
  const ratio = (Math.sqrt(3) * (1 + t * t)) / (t * Math.sqrt(4 + 3 * t * t));
  expectFalse(withScales(theoremById("hessian-layerwise"), ofRows), networkCase, ratio);
});

describe("γ, ĝ and what they multiply", () => {
  const steepRow = { layers: [...ONE, ...ONE], gains: [[1], [3]], output: [1] };
  const fourRows = { layers: [[[1], [1], [1], [1]]], gains: [[4, 1, 1, 1]], output: [4, 1, 1, 1], input: [1] };
  const meanGain = withLayers((arithmetic, { rows }) => {
    const { of, multiply, squareRoot } = arithmetic;
    const gains = rows.map(({ gain }) => gain);
    return { gainNorm: multiply(squareRoot(of(gains.length)), meanOf(arithmetic, gains)) };
  });

  test.each([["input-lipschitz"], ["output-bound"], ["activation-norm"], ["output-gradient"]])(
    "√m mean |g| for ‖g‖ in %s: 1.245 at g = (4, 1, 1, 1)",
    (id) => {
      expectFalse(withScales(theoremById(id), meanGain), rowsTrained(fourRows), Math.sqrt(19) / 3.5);
      expect(Math.sqrt(19) / 3.5).toBeCloseTo(1.245, 3);
    },
  );

  test("the paper's A_l = X + Σ ‖φ(b)‖, without γ", () => {
    const withoutGains: Rescaling = (_, scales) => ({
      ...scales,
      activationScales: scales.activationScales.map(() => scales.inputNorm),
    });
    const networkCase = rowsTrained({ ...steepRow, input: [5] });
    expectFalse(withScales(theoremById("output-gradient"), withoutGains), networkCase, 3);
  });

  test("the paper's ‖v‖ for V_l", () => {
    const withoutGains: Rescaling = (_, scales) => ({
      ...scales,
      signalScales: scales.signalScales.map(() => scales.outputNorm),
    });
    // Of layer 1 the gain of the row above is all that matters.
    const networkCase = rowsTrained({
      layers: [[[1, 0]], ...ONE],
      gains: [[1], [3]],
      output: [1],
      input: [0, 1],
    });
    expectFalse(withScales(theoremById("layer-gradient"), withoutGains), networkCase, 3);
  });

  test("√m |φ(0)| for ‖φ(b)‖", () => {
    const withoutBiases = withLayers(({ of }) => ({ atZero: of(0) }));
    const layers = [[[1], [1]]];
    const networkCase = rowsTrained({ layers, gains: [[0, 1]], biases: [[3, 4]], output: [0, 1], input: [1] });
    // α = (3, 5) against 1.
    expectFalse(withScales(theoremById("activation-norm"), withoutBiases), networkCase, Math.sqrt(34));
  });

  test("the mean of |g| for the largest, ĝ: twice, where one of two gains is 0", () => {
    const gain = 1e12;
    const meanLargest = withLayers((arithmetic, { rows }) => ({
      largestGain: meanOf(
        arithmetic,
        rows.map((row) => row.gain),
      ),
    }));
    const networkCase = allTrained({
      activation: "sin",
      layers: [ONE[0], [[gain], [gain]]],
      gains: [[1], [gain, 0]],
      biases: [[0], [Math.PI / 2, 0]],
      output: [LARGE, 0],
      input: [0],
    });
    expectFalse(withScales(theoremById("hessian-layerwise"), meanLargest), networkCase, 2);
  });
});

describe("the output", () => {
  test("T_v = t_v in place of max(1, t_v), where the gain of a long W_v moves", () => {
    const tangent: Rescaling = (arithmetic, scales) => ({
      ...scales,
      outputTurn: scales.outputRow ? turnOf(arithmetic, [scales.outputRow], "directions") : scales.outputTurn,
    });
    const networkCase = allTrained({ layers: ONE, gains: [[1]], output: [1000], outputGain: 1, input: [5] });
    expectFalse(withScales(theoremById("output-gradient"), tangent), networkCase, 1000);
  });

  test("T_v = 1, as for a plain v, where W_v is short", () => {
    const plain: Rescaling = ({ of }, scales) => ({ ...scales, outputTurn: { rate: of(1), bend: of(0) } });
    // α = (0, √2), as γ = √2 says.
    const networkCase = rowsTrained({
      layers: [
        [
          [1, 0],
          [1, 0],
        ],
      ],
      gains: [[1, 1]],
      output: [1e-3, -1e-3],
      outputGain: 1,
      input: [1, 0],
    });
    const ratio = 1 / Math.hypot(1e-3, 1e-3);
    expectFalse(withScales(theoremById("output-gradient"), plain), networkCase, ratio);
  });

  test("without m_v: a short W_v bends", () => {
    const straight: Rescaling = ({ of }, scales) => ({
      ...scales,
      outputTurn: { ...scales.outputTurn, bend: of(0) },
    });
    // Rows of 1e6 hardly turn; f = <W_v/‖W_v‖, α> at cos(W_v, α) = 1/√3.
    const short = 1e-6;
    const networkCase = rowsTrained({
      layers: [[[1e6], [1e6]]],
      gains: [[1, 0]],
      output: [short / Math.sqrt(3), Math.sqrt(2 / 3) * short],
      outputGain: 1,
      input: [1],
    });
    // (2/√3) t_v/r_v against t_v a_1.
    const ratio = 2 / Math.sqrt(3) / short / 1e-6;
    expectFalse(withScales(theoremById("hessian-layerwise"), straight), networkCase, ratio);
  });

  test("without |c|", () => {
    const without: Rescaling = ({ of }, scales) => ({ ...scales, outputBias: of(0) });
    const networkCase = rowsTrained({ layers: ONE, gains: [[1]], output: [1], outputBias: 6, input: [1] });
    expectFalse(withScales(theoremById("output-bound"), without), networkCase, 7);
  });

  test("‖W_v‖ in place of |g_v|", () => {
    const ofWeights: Rescaling = (arithmetic, scales) =>
      derivedScales(arithmetic, { ...scales, outputNorm: scales.outputRow?.norm ?? scales.outputNorm });
    const networkCase = rowsTrained({ layers: ONE, gains: [[1]], output: [0.5], outputGain: 4, input: [1] });
    expectFalse(withScales(theoremById("input-lipschitz"), ofWeights), networkCase, 8);
  });
});

describe("the terms of q, where gains and biases move", () => {
  const layerwise = theoremById("hessian-layerwise");

  test("without 2 T_l w_l S_(l-1): any factor, as ∂²f/∂g∂b = v", () => {
    const v = 1000;
    const networkCase = allTrained({ layers: [...ONE, ...ONE], gains: [[1], [1]], output: [v], input: [0] });
    // f = v (g_2 b_1 + b_2): the largest singular value of [1, v; 1, 0], against 2 w_v (w_1 + w_2).
    const square = v * v + 2;
    const largest = Math.sqrt((square + Math.sqrt(square * square - 4 * v * v)) / 2);
    expectFalse(weakened(layerwise, { interaction: 0 }), networkCase, largest / Math.SQRT2);
  });

  const gain = 1000;
  /** z = 0 in the first layer, where sin is steepest, and π/2 in the second, where it bends most. */
  const bentAbove: Parts = {
    activation: "sin",
    layers: [...ONE, [[gain]]],
    gains: [[1], [gain]],
    biases: [[0], [Math.PI / 2]],
    output: [LARGE],
    input: [0],
  };

  test.each(["curvatureInflow", "curvatureLargestInflow"])(
    "without %s, an S_(l-1) of the curvature: any factor, as γ_2 grows",
    (coefficient) => {
      // The form of ‖v‖ is γ w_1² + 2 w_1 w_2 + (w_2 + γ w_1) w_2, and of the Hessian -(w_2 + γ w_1)².
      const [a, b, d] = [gain, 1 + gain / 2, 1];
      const bound = (a + d) / 2 + Math.hypot((a - d) / 2, b);
      const ratio = (gain * gain + 1) / bound;
      expect(ratio).toBeGreaterThan(205);
      expectFalse(weakened(layerwise, { [coefficient]: 0 }), allTrained(bentAbove), ratio);
    },
  );

  test("half of β: twice, which is above 1.996", () => {
    // φ″(0) = 1/4 of softplus is its β, and x = 0 leaves the bias alone.
    const networkCase = allTrained({ activation: "softplus", layers: ONE, gains: [[1]], output: [LARGE], input: [0] });
    expectFalse(weakened(layerwise, { curvature: 0.5 }), networkCase, 2);
  });
});

describe("the terms of q, where rows move alone", () => {
  const layerwise = theoremById("hessian-layerwise");

  test.each(["curvatureInflow", "curvatureLargestInflow"])("without %s: any factor, with gains", (coefficient) => {
    const [gain, long, far] = [1000, 1e12, 1e6];
    // The second row is so long that it does not count; the first is orthogonal to x.
    const networkCase = rowsTrained({
      activation: "sin",
      layers: [[[1, 0]], [[long]]],
      gains: [[1], [gain]],
      biases: [[0], [Math.PI / 2]],
      output: [LARGE],
      input: [0, far],
    });
    // γ X² against β X² + (2/√3) X: the second layer's V is ‖v‖, the first's γ ‖v‖.
    const ratio = (gain * far) / (far + 2 / Math.sqrt(3));
    expectFalse(weakened(layerwise, { [coefficient]: 0 }), networkCase, ratio, 3);
  });

  test("half of β: nearly twice, on a row orthogonal to a long input", () => {
    const far = 1e6;
    const networkCase = rowsTrained({
      activation: "sin",
      layers: [[[1, 0]]],
      gains: [[1]],
      biases: [[Math.PI / 2]],
      output: [LARGE],
      input: [0, far],
    });
    const ratio = far / (far / 2 + 2 / Math.sqrt(3));
    expectFalse(weakened(layerwise, { curvature: 0.5 }), networkCase, ratio);
    expect(ratio).toBeGreaterThan(1.99);
  });
});

describe("over a ball of all parameters", () => {
  const radius = 10;
  /** f = v g_2 g_1 at x = 1, from (0, 0, 0) to `each` three times. */
  const at = (each: number): NetworkCase =>
    allTrained({ layers: [...ONE, ...ONE], gains: [[each], [each]], output: [each], input: [1] });

  test("c_H of the centre says too little of f in it: 2ρ/√27 times", () => {
    const centre = hessianBound(float64, scalesOf(float64, at(0)));
    expect(centre).toBeCloseTo(1, 14);
    const remainder = propagate(at(radius / Math.sqrt(3))).value - propagate(at(0)).value;
    const ratio = remainder / ((centre / 2) * radius ** 2);
    expect(ratio).toBeCloseTo((2 * radius) / Math.sqrt(27), 12);
    expect(ratio).toBeCloseTo(3.849, 3);
    // With ‖g‖ + ρ, ‖φ(b)‖ + ρ and ‖v‖ + ρ, and of rows that do not turn in one dimension, it is enough.
    const scales = scalesOf(float64, at(0));
    const ofBall = derivedScales(float64, {
      ...scales,
      outputNorm: scales.outputNorm + radius,
      layers: scales.layers.map((layer) => ({
        ...layer,
        gainNorm: layer.gainNorm + radius,
        largestGain: layer.largestGain + radius,
        atZero: layer.atZero + radius,
        rows: layer.rows.map(({ gain, norm }) => ({ gain: gain + radius, norm })),
      })),
    });
    expect(remainder).toBeLessThanOrEqual((hessianBound(float64, ofBall) / 2) * radius ** 2);
  });
});
