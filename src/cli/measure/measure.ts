import { float64 } from "../../arithmetic/float64";
import { scalesOf } from "../../bounds/scales";
import { readNpyTargets, readNpyVectors } from "../../dataSets/npyVectors";
import { InputError, shown } from "../../files/inputError";
import type { NetworksFile } from "../../network/checkpoints/networksFile";
import { nameOfTrained, type TrainedName, trainedNamed } from "../../network/trainedNames";
import type { TrainedParameters } from "../../network/trainedParameters";
import type { TheoremResult } from "../../verify/checkTheorem";
import { describedNetwork } from "../../verify/describedNetwork";
import { layerSymbols, ownSymbols } from "../../verify/layerSymbols";
import type { Limit } from "../../verify/limit";
import { measureNetwork } from "../../verify/measureNetwork";
import type { Rigour } from "../../verify/rigour";
import { inSlices } from "../../verify/steps";
import { type Verdict, worse } from "../../verify/verdict";
import { exitCodeOf } from "../shared/exitCodes";
import { interruptible } from "../shared/interruptible";
import { type CheckpointCommandOptions, networksFrom } from "../shared/networkOptions";
import { printReport } from "../shared/printReport";
import { progressBar } from "../shared/progressBar";
import { registry } from "../shared/registry";
import { MOST_RECORDS_IN_FULL, measureRecords } from "./measureRecords";
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
  readonly parameters?: TrainedName;
  readonly data?: DataPaths;
  readonly rigour: Rigour;
}

const FORMAT = "weightnorm-measure/1";

/** Measures the networks of a file at one input, or at every record of a data set, and prints it. */
export async function measure(file: string, options: MeasureOptions): Promise<void> {
  const read = await networksFrom(file, options);
  const parameters = trainedOf(file, read.parameters, options.parameters);
  process.exitCode =
    options.data === undefined
      ? exitCodeOf(await measureAtInput(file, read, parameters, options))
      : await measureOnRecords(read, options.data, parameters, options.json === true);
}

/** @throws InputError if something else was asked for than the file says */
function trainedOf(
  file: string,
  found: TrainedParameters | undefined,
  given: TrainedName | undefined,
): TrainedParameters {
  if (found !== undefined && given !== undefined && trainedNamed(given) !== found) {
    throw new InputError(
      `${file}: parameters`,
      shown(nameOfTrained(found)),
      `${shown(given)}, as was asked for`,
      "parameters",
    );
  }
  return found ?? trainedNamed(given ?? "paper");
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
    measurement: measureNetwork({ network, ...ofCase }, below, rigour, registry()),
  }));
  const verdict = outputs.map(({ measurement }) => measurement.verdict).reduce(worse);
  tellFaults(outputs.flatMap(({ measurement }) => measurement.theorems));
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

/** Of theorems that are not made as theorems are. */
function tellFaults(results: readonly TheoremResult[]): void {
  for (const fault of new Set(results.flatMap(({ fault }) => fault ?? []))) {
    console.error(`wnb: ${fault}`);
  }
}

/** @returns the exit code: of the verdicts, or of the signal that ended it */
async function measureOnRecords(
  { networks, checkpoint }: NetworksFile,
  { inputs: inputsPath, targets: targetsPath }: DataPaths,
  parameters: TrainedParameters,
  isJson: boolean,
): Promise<number> {
  const [{ network }] = networks;
  const inputs = readNpyVectors(inputsPath, network.inputDimension);
  // Of all outputs, also where one is measured: the targets are those of the network.
  const targets = targetsPath === null ? null : readNpyTargets(targetsPath, inputs.length, checkpoint?.outputs ?? 1);
  const outputs = networks.map((each) => ({ ...each, targets: targets?.[each.output] ?? null }));
  const progress = progressBar("record {value} of {total}  {eta_formatted} left");
  const { result: measured, interruption } = await interruptible((signal) => {
    if (inputs.length > MOST_RECORDS_IN_FULL) {
      progress.above(`${inputs.length} records; Ctrl-C ends it with those that are done`);
    }
    const isOver = (done: number): boolean => {
      progress.show(done, inputs.length);
      return signal.aborted;
    };
    return inSlices(measureRecords({ outputs, inputs, parameters }), isOver).finally(() => progress.end());
  });
  tellFaults(
    measured.outputs.flatMap(({ theorems, losses }) => [
      ...theorems.flatMap(({ worst }) => worst?.result ?? []),
      ...losses,
    ]),
  );
  const first = { network, input: inputs[0], ...(parameters === "all" && { parameters }) };
  const described = describedNetwork(first);
  const symbols = layerSymbols(scalesOf(float64, first));
  const own = ownSymbols(network, symbols);
  if (isJson) {
    const whole = { network: described, symbols, ownSymbols: own, interrupted: interruption !== null, ...measured };
    console.log(JSON.stringify({ format: FORMAT, ...(checkpoint && { checkpoint }), ...whole }, finiteOrNull));
  } else {
    const [{ recordsReport }, { titleOf }, { symbolsReport }] = await Promise.all([
      import("./recordsReport.js"),
      import("./measureReport.js"),
      import("./symbolsReport.js"),
    ]);
    const records =
      interruption === null
        ? `${inputs.length} records of ${inputsPath}`
        : `Interrupted after ${measured.records} of ${inputs.length} records of ${inputsPath}`;
    const title = [titleOf(described, own), records, ...(checkpoint?.notes ?? [])].join("\n");
    printReport(recordsReport(measured, [title, ...symbolsReport(symbols, own)], (checkpoint?.outputs ?? 1) > 1));
  }
  return interruption ?? exitCodeOf(measured.outputs.map(({ verdict }) => verdict).reduce(worse));
}

/** JSON has no infinity: an infinite end of an enclosure is null. */
function finiteOrNull(_: string, value: unknown): unknown {
  return typeof value === "number" && !Number.isFinite(value) ? null : value;
}
