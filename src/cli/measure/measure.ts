import { InputError } from "../../files/inputError";
import { exitCodes } from "../shared/exitCodes";
import { inOptions } from "../shared/inOptions";
import { printReport } from "../shared/printReport";
import { type FileMeasurement, type MeasureOptions, measureFile } from "./measureFile";

const FORMAT = "weightnorm-measure/1";

/** Measures the networks of files at one input, or at every record of a data set, and prints it. */
export async function measure(files: readonly string[], options: MeasureOptions): Promise<void> {
  const [file] = files;
  const print = async (json: object, report: () => Promise<string>): Promise<void> =>
    options.json ? console.log(JSON.stringify({ format: FORMAT, ...json }, finiteOrNull)) : printReport(await report());
  if (files.length === 1) {
    const { exitCode, json, report } = await measureFile(file, options);
    await print(json, report);
    process.exitCode = exitCode;
    return;
  }
  const found: { readonly file: string; readonly of: FileMeasurement }[] = [];
  let exitCode: number = exitCodes.holds;
  for (const each of files) {
    const of = await unlessUnreadable(() => measureFile(each, options));
    exitCode = graver(exitCode, of?.exitCode ?? exitCodes.badInput);
    found.push(...(of === null ? [] : [{ file: each, of }]));
    if (exitCode > INTERRUPTED) {
      break;
    }
  }
  await print({ files: found.map(({ file: name, of }) => ({ file: name, ...of.json })) }, async () => {
    const reports = await Promise.all(found.map(async ({ file: name, of }) => `${name}\n\n${await of.report()}`));
    return reports.join("\n\n\n");
  });
  process.exitCode = exitCode;
}

/** Codes of signals are above. */
const INTERRUPTED = 128;

/** The exit code of both: a violation outweighs a file that is none, and that one what is undecided; nothing outweighs a signal. */
function graver(a: number, b: number): number {
  const order: readonly number[] = [exitCodes.holds, exitCodes.undecided, exitCodes.badInput, exitCodes.violated];
  return Math.max(a, b) > INTERRUPTED ? Math.max(a, b) : order[Math.max(order.indexOf(a), order.indexOf(b))];
}

/** Null, and a line on standard error, for a file that cannot be used: the others are measured. */
async function unlessUnreadable(action: () => Promise<FileMeasurement>): Promise<FileMeasurement | null> {
  try {
    return await action();
  } catch (error) {
    if (!(error instanceof InputError)) {
      throw error;
    }
    console.error(`wnb: ${inOptions(error)}`);
    return null;
  }
}

/** JSON has no infinity: an infinite end of an enclosure is null. */
function finiteOrNull(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? null : value;
}
