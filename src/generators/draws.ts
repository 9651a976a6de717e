import type { Range } from "./caseRanges";

/** Where drawn cases take their randomness from: fast-check's Random is one. */
export interface RandomIntegers {
  /** Any 32-bit integer, each as likely as another. */
  nextInt(): number;
  /** One of least..most. */
  nextInt(least: number, most: number): number;
}

/** Integers from a stream of uniform numbers in [-1, 1). */
export function integersFrom(uniform: () => number): RandomIntegers {
  return {
    nextInt: (least: number = -(2 ** 31), most: number = 2 ** 31 - 1) =>
      least + Math.floor(((uniform() + 1) / 2) * (most - least + 1)),
  };
}

/** About standard normal: sums of the four bytes of one draw, on a grid of 1/148 (their standard deviation). */
export function fillNormal(random: RandomIntegers, values: Float64Array): void {
  for (let i = 0; i < values.length; i++) {
    const bits = random.nextInt();
    const sum = (bits & 255) + ((bits >>> 8) & 255) + ((bits >>> 16) & 255) + (bits >>> 24);
    values[i] = (sum - 510) / 148;
  }
}

export function drawInteger(random: RandomIntegers, { from, to }: Range): number {
  return random.nextInt(from, to);
}

/** True once in so many times. */
export function isOneIn(random: RandomIntegers, times: number): boolean {
  return random.nextInt(0, times - 1) === 0;
}

export function pick<T>(random: RandomIntegers, choices: readonly T[]): T {
  return choices[random.nextInt(0, choices.length - 1)];
}

export function weighted<T extends string>(weights: Readonly<Record<T, number>>): readonly T[] {
  return (Object.keys(weights) as T[]).flatMap((choice) => new Array<T>(weights[choice]).fill(choice));
}
