/**
 * Takes variables of the suite that are empty out of an environment: `WNB_SEED= wnb verify` means no seed, as it does in a shell script or a CI
 * form that leaves one blank.
 *
 * @example forgetEmptyVariables(process.env)
 */
export function forgetEmptyVariables(environment: NodeJS.ProcessEnv): void {
  for (const [name, value] of Object.entries(environment)) {
    if (name.startsWith("WNB_") && value === "") {
      delete environment[name];
    }
  }
}
