#!/usr/bin/env node
import { Command, CommanderError } from "commander";
import { InputError } from "../network/inputError";
import { compareCommand } from "./compareCommand";
import { complexityCommand } from "./complexityCommand";
import { doctorCommand } from "./doctorCommand";
import { forgetEmptyVariables } from "./emptyVariables";
import { exitCodes } from "./exitCodes";
import { figuresCommand } from "./figuresCommand";
import { measureCommand } from "./measureCommand";
import { replayCommand } from "./replayCommand";
import { theoremsCommand } from "./theoremsCommand";
import { tightnessCommand } from "./tightnessCommand";
import { trainCommand } from "./trainCommand";
import { verifyCommand } from "./verifyCommand";
import { version } from "./version";
import { weakeningsCommand } from "./weakeningsCommand";

async function main(): Promise<void> {
  forgetEmptyVariables(process.env);
  // A reader that closes early (| head) is no error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") {
      console.error(`wnb: standard output cannot be written (${error.code})`);
      process.exit(exitCodes.internalError);
    }
    process.exit();
  });
  const program = new Command("wnb")
    .description(
      "Verify the theorems on WeightNorm networks: exact Hessian, gradient and Lipschitz norms against their bounds.",
    )
    .version(version())
    .showHelpAfterError("(wnb --help lists the commands and options)");
  for (const command of [
    verifyCommand(),
    measureCommand(),
    replayCommand(),
    compareCommand(),
    complexityCommand(),
    theoremsCommand(),
    tightnessCommand(),
    weakeningsCommand(),
    trainCommand(),
    figuresCommand(),
    doctorCommand(version()),
  ]) {
    program.addCommand(command);
  }
  for (const command of [program, ...program.commands]) {
    command.exitOverride();
  }
  try {
    await program.parseAsync();
  } catch (error) {
    process.exitCode = reported(error);
  }
}

/** Tells the user of an error that ended the command, and returns its exit code. */
function reported(error: unknown): number {
  if (error instanceof CommanderError) {
    // Commander has printed its message already; help and version end this way too.
    return error.exitCode === 0 ? 0 : exitCodes.badInput;
  }
  if (error instanceof InputError) {
    console.error(`wnb: ${error.message}`);
    return exitCodes.badInput;
  }
  console.error("wnb: internal error, please report it:", error);
  return exitCodes.internalError;
}

void main();
