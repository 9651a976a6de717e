/**
 * npm run rigour:functions [-- POINTS [SEED]]
 *
 * Holds every point function of the interval kernel against 200 binary digits at POINTS points (1,000,000). Exit code 1 if a value is not
 * enclosed, or an enclosure is more than one float wider than it must be at an end.
 */
import { functionCases } from "../../properties/reference/functionCases";
import { checkFunction, type FunctionReport } from "../../properties/reference/functionCheck";
import { pseudoRandom } from "../../src/arithmetic/pseudoRandom";
import { tableOf } from "../../src/cli/shared/table";
import { defaultSeed } from "../../src/verify/defaultSeed";

const [points = 1_000_000, seed = defaultSeed()] = process.argv.slice(2).map(Number);

function checked(functionCase: (typeof functionCases)[number]): FunctionReport {
  const report = checkFunction(functionCase, points, pseudoRandom(seed));
  console.error(`${report.name}: ${report.objection ?? "enclosed"}`);
  return report;
}

const reports = functionCases.map(checked);
const rows = reports.map((report) => [
  report.name,
  ...[report.points, report.width, report.excess, report.notTightest].map(String),
  report.objection ?? "",
]);
console.log(tableOf(["function", "points", "widest", "excess", "not tightest", ""], rows, [1, 2, 3, 4]));
console.log(
  "widest: floats from end to end; excess: floats that an end lies outside of the tightest enclosure, at worst",
);
console.log(`seed ${seed}`);
process.exitCode = reports.every(({ objection, excess }) => objection === null && excess <= 1) ? 0 : 1;
