/**
 * Two depths of one suite: `npm test` looks at each property for a moment, `npm run test:full` (and test:thorough) at length. What runs
 * less in `npm test` is listed in properties/depth.txt, which depth.test.ts keeps true.
 */
export const isFull = process.env["WNB_FULL"] === "1" || process.env["WNB_THOROUGH"] === "1";

/**
 * How much of something a test tries: numbers, written where they are used, as depth.test.ts reads them there.
 *
 * @param quick in `npm test`
 * @param full in `npm run test:full`
 * @example fc.assert(property, { numRuns: quickOrFull(60, 300) })
 */
export function quickOrFull(quick: number, full: number): number {
  return isFull ? full : quick;
}
