import { Command } from "commander";
import { printReport } from "../shared/printReport";

/** @param version the version of this package */
export function doctorCommand(version: string): Command {
  return new Command("doctor")
    .description("show what training would run on here: TensorFlow, data sets, cores, memory")
    .option("--json", "print one JSON object")
    .option("--data-dir <dir>", "folder of the CIFAR-10 batches")
    .action(async ({ json, dataDir }: { json?: true; dataDir?: string }) => {
      // Loaded here: other commands do not wait for it.
      const { examine } = await import("./doctorExamination.js");
      const examination = await examine(version, dataDir);
      if (json) {
        console.log(JSON.stringify(examination));
      } else {
        const { doctorReport } = await import("./doctorReport.js");
        printReport(doctorReport(examination));
      }
    });
}
