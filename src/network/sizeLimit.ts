import { InputError } from "../files/inputError";
import { parameterCount, type UniformShape, uniformShape } from "./network";

/**
 * The largest network that the suite makes by itself. Measuring one takes about 100 bytes for each parameter, as its derivatives and
 * the vectors of its spectral norm are as long as its weights: some 7 GB for this many. Networks from files may be larger.
 */
export const MOST_PARAMETERS = 2 ** 26;
const BYTES_PER_PARAMETER = 100;

/**
 * Refuses shapes that no machine has the memory for, before anything of that size is made.
 *
 * @param shape the largest that was asked for
 * @throws InputError that says how many parameters there would be, and the memory that they would take
 * @example checkSize({ depth: 2, width: 1_000_000, inputDimension: 784 })
 */
export function checkSize(shape: UniformShape): void {
  const { depth, width, inputDimension } = shape;
  const parameters = parameterCount(uniformShape(shape));
  if (!(parameters <= MOST_PARAMETERS)) {
    throw new InputError(
      `depth ${depth}, width ${width}, input dimension ${inputDimension}`,
      `a network of ${rounded(parameters)} parameters, which would take ${memory(parameters)} of memory`,
      `at most ${MOST_PARAMETERS} parameters (${memory(MOST_PARAMETERS)})`,
    );
  }
}

function rounded(count: number): string {
  return count < 1e9 ? String(count) : count.toExponential(1).replace("+", "");
}

function memory(parameters: number): string {
  const gigabytes = (parameters * BYTES_PER_PARAMETER) / 1e9;
  return gigabytes < 1000 ? `${gigabytes.toFixed(0)} GB` : `${(gigabytes / 1000).toFixed(0)} TB`;
}
