import { readNpyTargets, readNpyVectors } from "../../dataSets/npyVectors";
import { InputError } from "../../files/inputError";
import type { NetworksFile } from "../../network/checkpoints/networksFile";
import type { TrainedParameters } from "../../network/trainedParameters";
import type { Limit } from "../../verify/limit";
import { measureNetwork } from "../../verify/measureNetwork";
import type { Rigour } from "../../verify/rigour";
import { type Verdict, worse } from "../../verify/verdict";
import { exitCodeOf } from "../shared/exitCodes";
import { type CheckpointCommandOptions, networksFrom } from "../shared/networkOptions";
import { printReport } from "../shared/printReport";
import { progressBar } from "../shared/progressBar";
import { measureRecords } from "./measureRecords";
import { type OutputMeasurement, worstFirst } from "./outputMeasurement";

/** The files of a data set. */
export interface DataPaths {
  readonly inputs: string;
  readonly targets: string | null;
}

/** What `wnb measure` is asked for. */
export interface MeasureOptions extends CheckpointCommandOptions {
  readonly json?: true;
  readonly below?: readonly Limit[];
  readonly parameters: "paper" | "all";
  readonly data?: DataPaths;
  readonly rigour: Rigour;
}

const FORMAT = "weightnorm-measure/1";

/** Measures the networks of a file at one input, or at every record of a data set, and prints it. */
export async function measure(file: string, options: MeasureOptions): Promise<void> {
  const read = await networksFrom(file, options);
  const parameters = options.parameters === "all" ? "all" : "directions";
  const verdict =
    options.data === undefined
      ? await measureAtInput(file, read, parameters, options)
      : await measureOnRecords(read, options.data, parameters, options.json === true);
  process.exitCode = exitCodeOf(verdict);
}

async function measureAtInput(
  file: string,
  { networks, data, checkpoint, ...found }: NetworksFile,
  parameters: TrainedParameters,
  { json, below = [], rigour }: MeasureOptions,
): Promise<Verdict> {
  const input = found.input ?? data?.batch.inputs[0];
  if (input === undefined) {
    throw new InputError(`${file}: input`, "none", "an input x, at which the network is measured", "input");
  }
  const ofCase = { input, ...(data && { data }), ...(parameters === "all" && { parameters }) };
  const outputs: OutputMeasurement[] = networks.map(({ output, network }) => ({
    output,
    measurement: measureNetwork({ network, ...ofCase }, below, rigour),
  }));
  const verdict = outputs.map(({ measurement }) => measurement.verdict).reduce(worse);
  if (json) {
    const reports = worstFirst(outputs).map(({ output, measurement: { verdict: _, ...report } }) => ({
      ...(checkpoint && { output }),
      ...report,
    }));
    const [only] = reports;
    const whole = reports.length === 1 ? only : { outputs: reports };
    console.log(JSON.stringify({ format: FORMAT, ...(checkpoint && { checkpoint }), ...whole }, finiteOrNull));
    return verdict;
  }
  // Loaded here: programs do not wait for what draws tables.
  const [{ measureReport }, { outputsReport }] = await Promise.all([
    import("./measureReport.js"),
    import("./outputsReport.js"),
  ]);
  const notes = checkpoint?.notes ?? [];
  const [{ output, measurement }] = outputs;
  const ofOutput =
    checkpoint === undefined || checkpoint.outputs === 1 ? [] : [`output ${output} of ${checkpoint.outputs}`];
  printReport(
    outputs.length === 1
      ? measureReport(measurement, [...ofOutput, ...notes])
      : outputsReport(worstFirst(outputs), notes),
  );
  return verdict;
}

async function measureOnRecords(
  { networks, checkpoint }: NetworksFile,
  { inputs: inputsPath, targets: targetsPath }: DataPaths,
  parameters: TrainedParameters,
  isJson: boolean,
): Promise<Verdict> {
  const [{ network }] = networks;
  const inputs = readNpyVectors(inputsPath, network.inputDimension);
  // Of all outputs, also where one is measured: the targets are those of the network.
  const targets = targetsPath === null ? null : readNpyTargets(targetsPath, inputs.length, checkpoint?.outputs ?? 1);
  const progress = progressBar("record {value} of {total}");
  const outputs = networks.map((each, i) => ({
    output: each.output,
    ...measureRecords(each.network, inputs, targets?.[each.output] ?? null, parameters, (record) =>
      progress.show(i * inputs.length + record, networks.length * inputs.length),
    ),
  }));
  progress.end();
  if (isJson) {
    const records = inputs.length;
    console.log(JSON.stringify({ format: FORMAT, ...(checkpoint && { checkpoint }), records, outputs }, finiteOrNull));
  } else {
    const { recordsReport } = await import("./recordsReport.js");
    const title = `${inputs.length} records of ${inputsPath}`;
    printReport(recordsReport(outputs, [title, ...(checkpoint?.notes ?? [])], (checkpoint?.outputs ?? 1) > 1));
  }
  return outputs.map(({ verdict }) => verdict).reduce(worse);
}

/** JSON has no infinity: an infinite end of an enclosure is null. */
function finiteOrNull(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? null : value;
}
