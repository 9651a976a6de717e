import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import { compiledFolder, tfjsNodeIn } from "./cacheFolder";
import { checkWheel } from "./checkWheel";
import { compileBinding, librariesOf } from "./compileBinding";
import { downloadWheel } from "./downloadWheel";
import { installPackages } from "./installPackages";
import { checkPlatform, thisPlatform } from "./platform";
import { BYTES_NEEDED, release, type Wheel } from "./release";
import { explained, SetUpError } from "./setUpError";
import { identityOf, makeStaging, moveIntoPlace, removeStaging, type Staging } from "./staging";
import { stoppable } from "./stoppable";
import { neededCompiler, neededNpm, neededPip } from "./tools";
import { trialInChild, trialOf } from "./trial";
import { unpackWheel } from "./unpackWheel";

/** What a set-up needs to know. */
interface SetUpPlan {
  readonly cache: string;
  readonly say: (line: string) => void;
  /** The wheel expected; another one in tests. */
  readonly wheel?: Wheel;
}

/**
 * Builds tfjs-node against TensorFlow's library, in the cache. It is made in a folder beside its place and renamed at
 * the end: there is never half of it, and of two set-ups at once both end with the one that was first.
 *
 * @returns the folder of the tfjs-node that works
 * @throws SetUpError
 */
export async function setUp({ cache, say, wheel = release.wheel }: SetUpPlan): Promise<string> {
  checkPlatform(thisPlatform());
  const target = compiledFolder(cache);
  const broken = await identityOf(target);
  return stoppable(async (signal) => {
    // Asked for before anything is downloaded.
    const tools = { compiler: neededCompiler(), npm: neededNpm(), wheel: givenWheel() ?? neededPip() };
    try {
      const staging = await makeStaging(target, BYTES_NEEDED);
      try {
        say(`Setting up TensorFlow ${release.tensorflow} for Node.js, once for this user, in ${target}`);
        say(expectation(typeof tools.wheel === "string"));
        await build(staging, tools, wheel, say, signal);
        signal.throwIfAborted();
        if (!(await moveIntoPlace(staging, target, broken))) {
          say("Another set-up was faster; its result is used.");
        }
      } finally {
        await removeStaging(staging);
      }
      const tfjsNode = tfjsNodeIn(target);
      const trial = await trialOf(tfjsNode, cache);
      if ("problem" in trial) {
        throw new SetUpError(`${tfjsNode} was set up, and does not load: ${trial.problem}`);
      }
      say(`TensorFlow ${trial.version} is ready: ${tfjsNode}`);
      return tfjsNode;
    } catch (error) {
      throw explained(error, cache);
    }
  });
}

/** What is ahead, before it begins: the user may have other plans for the line, or for the next minutes. */
function expectation(hasWheel: boolean): string {
  const download = hasWheel ? "20 MB (npm packages)" : "230 MB (TensorFlow's wheel 207 MB, npm packages)";
  const duration = hasWheel ? "about a minute" : "about two minutes on a line of 50 Mbit/s";
  return `It downloads ${download} and takes ${duration}. WNB_BACKEND=wasm npm test does without: it trains on WebAssembly.`;
}

interface Tools {
  readonly compiler: readonly string[];
  readonly npm: readonly string[];
  /** A wheel that is there already, or the pip that downloads it. */
  readonly wheel: string | readonly string[];
}

async function build(
  { folder, product }: Staging,
  tools: Tools,
  wheel: Wheel,
  say: (line: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const temporary = join(folder, "tmp");
  await mkdir(temporary);
  // What a stopped tool leaves there goes with the staging folder.
  const run = { signal, env: { ...process.env, TMPDIR: temporary } };
  let wheelFile: string;
  if (typeof tools.wheel === "string") {
    wheelFile = tools.wheel;
    say(`1/6  Wheel given by WNB_TENSORFLOW_WHEEL: ${wheelFile}`);
  } else {
    say(`1/6  Downloading ${wheel.requirement} with pip (207 MB)`);
    wheelFile = await downloadWheel(wheel, tools.wheel, temporary, run);
  }
  say("2/6  Comparing its checksum");
  await checkWheel(wheelFile, wheel.sha256, signal);
  say(`3/6  Installing tfjs-node ${release.tfjsNode} and its packages with npm`);
  await installPackages(product, tools.npm, run);
  say("4/6  Unpacking TensorFlow's libraries (614 MB)");
  const tfjsNode = tfjsNodeIn(product);
  const headers = join(temporary, "headers");
  const licence = join(product, "LICENSE.tensorflow");
  await unpackWheel(wheelFile, { libraries: librariesOf(tfjsNode), headers, licence }, signal);
  say(`5/6  Compiling tfjs-node's binding with ${tools.compiler.join(" ")}`);
  await compileBinding(tfjsNode, headers, tools.compiler, run);
  say("6/6  Trying it: a product of two matrices");
  const trial = await trialInChild(tfjsNode);
  if ("problem" in trial) {
    throw new SetUpError(`tfjs-node was built, and does not work here: ${trial.problem}`);
  }
}

function givenWheel(): string | null {
  const given = process.env["WNB_TENSORFLOW_WHEEL"];
  return given ? resolve(given) : null;
}
