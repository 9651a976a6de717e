/** Before all tests: chooses the seed of the run and prints it; WNB_SEED overrides. */
import { defaultSeed } from "../src/verify/defaultSeed";

export default function chooseSeed(): void {
  process.env["WNB_SEED"] ??= String(defaultSeed());
  process.stderr.write(`seed ${process.env["WNB_SEED"]} (repeat with WNB_SEED=${process.env["WNB_SEED"]} npm test)\n`);
}
