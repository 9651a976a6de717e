/**
 * P(Bin(T, p) >= k): the probability of k successes at least in T independent trials.
 *
 * The terms follow from the largest one, at the mode, by their ratios; the tail is the share of its terms in the sum of
 * all. So nothing cancels, no logarithm is taken, and the relative error is a few units in the last place for each
 * standard deviation between k and the mode. Terms below 1e-308 of the largest are 0.
 *
 * @param trials T, an integer >= 0
 * @param probability p in [0, 1]
 * @param successes k, an integer
 * @throws RangeError for other numbers
 * @example binomialTail(2, 0.5, 1) // 0.75
 */
export function binomialTail(trials: number, probability: number, successes: number): number {
  if (!(Number.isInteger(trials) && trials >= 0)) {
    throw new RangeError(`trials: ${trials}, expected an integer >= 0`);
  }
  if (!Number.isInteger(successes)) {
    throw new RangeError(`successes: ${successes}, expected an integer`);
  }
  if (!(probability >= 0 && probability <= 1)) {
    throw new RangeError(`probability: ${probability}, expected a number from 0 to 1`);
  }
  if (successes <= 0) {
    return 1;
  }
  if (successes > trials) {
    return 0;
  }
  const failure = 1 - probability;
  const mode = Math.min(trials, Math.floor((trials + 1) * probability));
  let below = 0;
  let above = 0;
  for (let j = mode, term = 1; j <= trials && term > 0; j++) {
    above += j >= successes ? term : 0;
    below += j < successes ? term : 0;
    term *= ((trials - j) * probability) / ((j + 1) * failure);
  }
  for (let j = mode, term = 1; j > 0; ) {
    term *= (j * failure) / ((trials - j + 1) * probability);
    if (term === 0) {
      break;
    }
    j--;
    above += j >= successes ? term : 0;
    below += j < successes ? term : 0;
  }
  return above / (below + above);
}
