/** Before all tests: chooses the seed of the run and prints it. Fixed in continuous integration; WNB_SEED overrides. */
const SEED_IN_CI = 20_240_908;

export default function chooseSeed(): void {
  process.env["WNB_SEED"] ??= String(process.env["CI"] ? SEED_IN_CI : Math.floor(Math.random() * 2 ** 31));
  process.stderr.write(`seed ${process.env["WNB_SEED"]} (repeat with WNB_SEED=${process.env["WNB_SEED"]} npm test)\n`);
}
