import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Wheel } from "./release";
import { runTool, type ToolRun } from "./runTool";

/** Lets pip download a wheel into a folder; its settings (proxy, index, certificates) are the user's. */
export async function downloadWheel(
  wheel: Wheel,
  pip: readonly string[],
  folder: string,
  run: ToolRun,
): Promise<string> {
  const requirements = join(folder, "requirements.txt");
  await writeFile(requirements, `${wheel.requirement} --hash=sha256:${wheel.sha256}\n`);
  // Python and platform are those of the wheel, not of the pip that happens to be here.
  const options =
    "--require-hashes --no-deps --only-binary=:all: --python-version 311 --platform manylinux2014_x86_64".split(" ");
  await runTool(
    [...pip, "download", "--no-input", "--disable-pip-version-check", ...options, "--dest", folder, "-r", requirements],
    "pip could not download TensorFlow's library. Without network, download " +
      `${wheel.file} elsewhere and set WNB_TENSORFLOW_WHEEL=FILE`,
    run,
  );
  return join(folder, wheel.file);
}
