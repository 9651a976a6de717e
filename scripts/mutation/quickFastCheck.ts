/** A mutant needs a failure, not the smallest one; and where twenty cases do not notice it, more hardly ever do. */
type FastCheck = typeof import("fast-check");

/** fast-check with at most WNB_RUNS cases a property, also where a test asks for more, and without shrinking. */
export function quickFastCheck(actual: FastCheck): object {
  const most = Number(process.env["WNB_RUNS"]);
  type Run = (property: unknown, parameters?: { numRuns?: number; endOnFailure?: boolean }) => unknown;
  const quick =
    (run: Run): Run =>
    (property, parameters = {}) =>
      run(property, { ...parameters, endOnFailure: true, numRuns: Math.min(parameters.numRuns ?? most, most) });
  const runs = { assert: quick(actual.assert as Run), check: quick(actual.check as Run) };
  return { ...actual, ...runs, __esModule: true, default: { ...actual.default, ...runs } };
}
