/** `node scripts/ci/countTests.cjs FILE…`: of jest's results, how many tests passed and failed; one that several runs have counts once. */
const { readFileSync } = require("node:fs");

const statuses = new Map();
for (const path of process.argv.slice(2)) {
  for (const { name: file, assertionResults, status } of JSON.parse(readFileSync(path, "utf8")).testResults) {
    // A file that does not load has failed, and has no tests.
    const tests = assertionResults.length > 0 ? assertionResults : [{ fullName: "", status }];
    const met = new Map();
    for (const { fullName, status: found } of tests) {
      const place = (met.get(fullName) ?? 0) + 1;
      met.set(fullName, place);
      const key = JSON.stringify([file, fullName, place]);
      // Failed once is failed; what one run skips, another one runs.
      if (statuses.get(key) !== "failed") {
        statuses.set(key, found);
      }
    }
  }
}
const count = (wanted) => [...statuses.values()].filter((status) => status === wanted).length;
console.log(count("passed"), count("failed"));
