/** A mutant needs a failure, not the smallest one; and where fifty cases do not notice it, a hundred hardly ever do. */
jest.mock("fast-check", () => {
  const actual = jest.requireActual<typeof import("fast-check")>("fast-check");
  const most = Number(process.env["WNB_RUNS"]);
  type Run = (property: unknown, parameters?: { numRuns?: number; endOnFailure?: boolean }) => unknown;
  const quick =
    (run: Run): Run =>
    (property, parameters = {}) =>
      run(property, { ...parameters, endOnFailure: true, numRuns: Math.min(parameters.numRuns ?? most, most) });
  const runs = { assert: quick(actual.assert as Run), check: quick(actual.check as Run) };
  return { ...actual, ...runs, default: { ...actual.default, ...runs } };
});
