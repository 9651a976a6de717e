/** Before all tests: says which TensorFlow the training tests run on, and whether those of the native kernels are skipped. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";

export default function announceBackend(): void {
  const command = join(__dirname, "..", "dist", "cli", "wnb.js");
  const { status, stdout, stderr } = spawnSync(process.execPath, [command, "doctor", "--json"], { encoding: "utf8" });
  if (status !== 0) {
    throw new Error(`wnb doctor failed; is the project built (npm run build)?\n${stderr}`);
  }
  const { backend, notes } = JSON.parse(stdout);
  if (backend?.kind === "native") {
    process.env["WNB_TEST_TFJS_NODE"] = backend.where;
    process.stderr.write(`training tests: native backend, ${backend.version}\n`);
  } else {
    const instead = backend === null ? "none" : `${backend.kind}, ${backend.version}`;
    process.stderr.write(
      `training tests: ${instead}; tests of the native kernels and graphs need the native library, and are SKIPPED (npm run setup:tensorflow). ${notes.join(" ")}\n`,
    );
  }
  // TensorFlow tells of the processor otherwise.
  process.env["TF_CPP_MIN_LOG_LEVEL"] ??= "2";
}
