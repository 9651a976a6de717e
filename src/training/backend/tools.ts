import { spawnSync } from "node:child_process";
import { basename } from "node:path";
import { SetUpError } from "./setUpError";

const PYTHONS = ["python3", "python"];
const COMPILERS = ["g++", "clang++", "c++"];

/** The command that starts pip, or null: `["python3", "-m", "pip"]`. */
export function findPip(): readonly string[] | null {
  return PYTHONS.map((python) => [python, "-m", "pip"]).find(runs) ?? null;
}

/** The C++ compiler as a command, or null. CXX may hold flags: "ccache g++". */
export function findCompiler(): readonly string[] | null {
  const chosen = process.env["CXX"]?.split(/\s+/).filter(Boolean) ?? [];
  return [chosen, ...COMPILERS.map((compiler) => [compiler])].find(runs) ?? null;
}

/** npm, the one that runs us if one does. */
function npmCommand(): readonly string[] {
  const running = process.env["npm_execpath"];
  // Yarn and pnpm set the same variable.
  return running && basename(running) === "npm-cli.js" ? [process.execPath, running] : ["npm"];
}

/** @throws SetUpError */
export function neededPip(): readonly string[] {
  return (
    findPip() ??
    missing(
      `pip was not found (tried ${PYTHONS.join(" and ")} with -m pip). It downloads TensorFlow's library. ` +
        "Install Python with pip (Debian, Ubuntu: apt install python3-pip; Fedora: dnf install python3-pip), " +
        "or download the wheel elsewhere and set WNB_TENSORFLOW_WHEEL=FILE.",
    )
  );
}

/** @throws SetUpError */
export function neededCompiler(): readonly string[] {
  const chosen = process.env["CXX"];
  return (
    findCompiler() ??
    missing(
      `no C++ compiler was found (tried ${[...(chosen ? [`CXX=${chosen}`] : []), ...COMPILERS].join(", ")}). ` +
        "Install one (Debian, Ubuntu: apt install g++; Fedora: dnf install gcc-c++), or set CXX.",
    )
  );
}

/** @throws SetUpError */
export function neededNpm(): readonly string[] {
  const npm = npmCommand();
  return runs(npm) ? npm : missing("npm was not found. It comes with Node.js; put it on the PATH.");
}

function runs(command: readonly string[]): boolean {
  const [name, ...parameters] = command;
  return name !== undefined && spawnSync(name, [...parameters, "--version"], { stdio: "ignore" }).status === 0;
}

function missing(message: string): never {
  throw new SetUpError(message);
}
