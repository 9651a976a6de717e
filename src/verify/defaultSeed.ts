/** Runs on continuous integration are repeatable without anyone asking for it. */
const SEED_IN_CI = 20_240_908;

/** The seed of a run that names none: fixed where CI is set, else random. */
export function defaultSeed(): number {
  return process.env["CI"] ? SEED_IN_CI : Math.floor(Math.random() * 2 ** 31);
}
