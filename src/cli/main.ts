import { Command, CommanderError } from "commander";
import { InputError } from "../files/inputError";
import { WriteError } from "../files/writeError";
import { compareCommand } from "./compare/compareCommand";
import { complexityCommand } from "./complexity/complexityCommand";
import { convertCommand } from "./convert/convertCommand";
import { doctorCommand } from "./doctor/doctorCommand";
import { figuresCommand } from "./figures/figuresCommand";
import { measureCommand } from "./measure/measureCommand";
import { newTheoremCommand } from "./newTheorem/newTheoremCommand";
import { replayCommand } from "./replay/replayCommand";
import { searchCommand } from "./search/searchCommand";
import { configure, readConfiguration } from "./shared/configuration";
import { forgetEmptyVariables } from "./shared/emptyVariables";
import { EXIT_CODES_HELP, exitCodes } from "./shared/exitCodes";
import { inOptions } from "./shared/inOptions";
import { tellInternalError } from "./shared/internalError";
import { oldBuild } from "./shared/oldBuild";
import { loadNamedModules } from "./shared/registry";
import { version } from "./shared/version";
import { showCommand } from "./show/showCommand";
import { theoremsCommand } from "./theorems/theoremsCommand";
import { tightnessCommand } from "./tightness/tightnessCommand";
import { trainCommand } from "./train/trainCommand";
import { verifyCommand } from "./verify/verifyCommand";
import { weakeningsCommand } from "./weakenings/weakeningsCommand";

/** The command, with the arguments, the folder and the environment of the process; sets its exit code. Tests run it again and again. */
export async function main(): Promise<void> {
  forgetEmptyVariables(process.env);
  const reason = oldBuild();
  if (reason !== null) {
    console.error(`wnb: ${reason}, and this is the command as it was built: npm run build`);
  }
  let isOver = false;
  process.once("exit", (code) => {
    // Node exits with 0 where something is waited for that can never come.
    if (!isOver && code === 0) {
      tellInternalError("nothing is left to do, and there is no result");
      process.exitCode = exitCodes.internalError;
    }
  });
  try {
    const configured = await readConfiguration();
    await loadNamedModules(configured?.values["load"] ?? [], process.argv.slice(2));
    await programOf(version()).parseAsync();
  } catch (error) {
    process.exitCode = reported(error);
  }
  isOver = true;
}

/** For who meets the command for the first time, by npx perhaps. */
const TO_BEGIN = `
To begin:
  npx weightnorm-bounds verify                on 10,000 random networks
  npx weightnorm-bounds measure FILE          a network of yours (PyTorch, Flax …)
  npx weightnorm-bounds new-theorem my-bound  a file with a theorem of yours
Only train and figures need more than this package, and say what to install.`;

/** The command line, made once modules are loaded: its options know their theorems. */
function programOf(installed: string): Command {
  const program = new Command("wnb")
    .description(
      "Verify the theorems on WeightNorm networks: exact Hessian, gradient and Lipschitz norms against their bounds.",
    )
    .version(installed)
    .hook("preAction", (_, command) => configure(command))
    .showHelpAfterError("(wnb --help lists the commands and options)");
  for (const [heading, commands] of groups(installed)) {
    for (const command of commands) {
      program.addCommand(command.helpGroup(`${heading}:`));
    }
  }
  program.addHelpText("after", TO_BEGIN);
  for (const command of [program, ...program.commands]) {
    command.exitOverride().addHelpText("after", EXIT_CODES_HELP);
  }
  return program;
}

/** The commands as --help groups them. */
function groups(installed: string): [string, Command[]][] {
  return [
    [
      "Verify and look",
      [
        verifyCommand(),
        searchCommand(),
        measureCommand(),
        convertCommand(),
        showCommand(),
        replayCommand(),
        theoremsCommand(),
        newTheoremCommand(),
        compareCommand(),
        complexityCommand(),
      ],
    ],
    ["Training", [trainCommand(), figuresCommand(), doctorCommand(installed)]],
    ["Upkeep", [tightnessCommand(), weakeningsCommand()]],
  ];
}

/** Tells the user of an error that ended the command, and returns its exit code. */
function reported(error: unknown): number {
  if (error instanceof CommanderError) {
    // Commander has printed its message already; help and version end this way too.
    return error.exitCode === 0 ? 0 : exitCodes.badInput;
  }
  if (error instanceof InputError) {
    console.error(`wnb: ${inOptions(error)}`);
    return exitCodes.badInput;
  }
  if (error instanceof WriteError) {
    console.error(`wnb: ${error.message}`);
    return exitCodes.notWritten;
  }
  tellInternalError(error);
  return exitCodes.internalError;
}
