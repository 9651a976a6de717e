import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { keepFromZero } from "./drawRows";
import { fillNormal, pick, type RandomIntegers, weighted } from "./draws";

export const OUTPUT_NORMS = [1e-3, 0.1, 0.5, 1, 1, 1, 2, 10];

type Output = "dense" | "sparse" | "equal signs" | "zero";
type Input = "unit" | "root width" | "small" | "large" | "as drawn" | "zero";

/** Each choice as often as its weight says. */
const OUTPUT_CHOICES = weighted<Output>({ dense: 10, sparse: 5, "equal signs": 4, zero: 1 });
const INPUT_CHOICES = weighted<Input>({ unit: 8, "root width": 5, small: 2, large: 3, "as drawn": 5, zero: 1 });

/** v, m_L numbers. */
export function drawOutput(random: RandomIntegers, width: number): Float64Array {
  const kind = pick(random, OUTPUT_CHOICES);
  const output = new Float64Array(width);
  if (kind === "zero") {
    return output;
  }
  fillNormal(random, output);
  output.forEach((entry, i) => {
    const keep = kind !== "sparse" || random.nextInt(0, 3) === 0;
    output[i] = keep ? (kind === "equal signs" ? 1 : entry) : 0;
  });
  if (output.every((entry) => entry === 0)) {
    output[random.nextInt(0, width - 1)] = 1;
  }
  const factor = pick(random, OUTPUT_NORMS) / euclideanNorm(output);
  return output.map((entry) => entry * factor);
}

/** x, d numbers. */
export function drawInput(random: RandomIntegers, inputDimension: number, width: number): Float64Array {
  const input = new Float64Array(inputDimension);
  fillNormal(random, input);
  const kind = pick(random, INPUT_CHOICES);
  if (kind === "zero") {
    return input.fill(0);
  }
  keepFromZero(input);
  const rootWidth = Math.sqrt(width);
  const norm = {
    unit: 1,
    "root width": rootWidth,
    small: 0.01,
    large: 10 * rootWidth,
    "as drawn": euclideanNorm(input),
  }[kind];
  const factor = norm / euclideanNorm(input);
  return input.map((entry) => entry * factor);
}
