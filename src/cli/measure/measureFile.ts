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
import { worse } from "../../verify/verdict";
import { exitCodeOf } from "../shared/exitCodes";
import { interruptible } from "../shared/interruptible";
import { type CheckpointCommandOptions, networksFrom } from "../shared/networkOptions";
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

/** What was found in a file: for programs, and for people. */
export interface FileMeasurement {
  readonly exitCode: number;
  /** Without its format. */
  readonly json: object;
  /** What draws tables is loaded here: programs do not wait for it. */
  readonly report: () => Promise<string>;
}

/** Measures the networks of a file at one input, or at every record of a data set. */
export async function measureFile(file: string, options: MeasureOptions): Promise<FileMeasurement> {
  const read = await networksFrom(file, options);
  const parameters = trainedOf(file, read.parameters, options.parameters);
  return options.data === undefined
    ? measuredAtInput(file, read, parameters, options)
    : await measuredOnRecords(read, options.data, parameters);
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

function measuredAtInput(
  file: string,
  { networks, data, checkpoint, ...found }: NetworksFile,
  parameters: TrainedParameters,
  { below = [], rigour }: MeasureOptions,
): FileMeasurement {
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
  const reports = worstFirst(outputs).map(({ output, measurement: { verdict: _, ...report } }) => ({
    ...(checkpoint && { output }),
    ...report,
  }));
  const [only] = reports;
  return {
    exitCode: exitCodeOf(verdict),
    json: { ...(checkpoint && { checkpoint }), ...(reports.length === 1 ? only : { outputs: reports }) },
    report: async () => {
      const [{ measureReport }, { outputsReport }] = await Promise.all([
        import("./measureReport.js"),
        import("./outputsReport.js"),
      ]);
      const notes = checkpoint?.notes ?? [];
      const [{ output, measurement }] = outputs;
      const ofOutput =
        checkpoint === undefined || checkpoint.outputs === 1 ? [] : [`output ${output} of ${checkpoint.outputs}`];
      return outputs.length === 1
        ? measureReport(measurement, [...ofOutput, ...notes])
        : outputsReport(worstFirst(outputs), notes);
    },
  };
}

/** Of theorems that are not made as theorems are. */
function tellFaults(results: readonly TheoremResult[]): void {
  for (const fault of new Set(results.flatMap(({ fault }) => fault ?? []))) {
    console.error(`wnb: ${fault}`);
  }
}

/** Its exit code is that of the verdicts, or of the signal that ended it. */
async function measuredOnRecords(
  { networks, checkpoint }: NetworksFile,
  { inputs: inputsPath, targets: targetsPath }: DataPaths,
  parameters: TrainedParameters,
): Promise<FileMeasurement> {
  const [{ network }] = networks;
  const inputs = readNpyVectors(inputsPath, network.inputDimension);
  // Of all outputs, also where one is measured: the targets are those of the network.
  const targets = targetsPath === null ? null : readNpyTargets(targetsPath, inputs.length, checkpoint?.outputs ?? 1);
  const outputs = networks.map((each) => ({ ...each, targets: targets?.[each.output] ?? null }));
  const progress = progressBar("record {value} of {total}  {eta_formatted} left");
  const { result: found, interruption } = await interruptible((signal) => {
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
    found.outputs.flatMap(({ theorems, losses }) => [
      ...theorems.flatMap(({ worst }) => worst?.result ?? []),
      ...losses,
    ]),
  );
  const first = { network, input: inputs[0], ...(parameters === "all" && { parameters }) };
  const described = describedNetwork(first);
  const symbols = layerSymbols(scalesOf(float64, first));
  const own = ownSymbols(network, symbols);
  return {
    exitCode: interruption ?? exitCodeOf(found.outputs.map(({ verdict }) => verdict).reduce(worse)),
    json: {
      ...(checkpoint && { checkpoint }),
      network: described,
      symbols,
      ownSymbols: own,
      interrupted: interruption !== null,
      ...found,
    },
    report: async () => {
      const [{ recordsReport }, { titleOf }, { symbolsReport }] = await Promise.all([
        import("./recordsReport.js"),
        import("./measureReport.js"),
        import("./symbolsReport.js"),
      ]);
      const records =
        interruption === null
          ? `${inputs.length} records of ${inputsPath}`
          : `Interrupted after ${found.records} of ${inputs.length} records of ${inputsPath}`;
      const title = [titleOf(described, own), records, ...(checkpoint?.notes ?? [])].join("\n");
      return recordsReport(found, [title, ...symbolsReport(symbols, own)], (checkpoint?.outputs ?? 1) > 1);
    },
  };
}
