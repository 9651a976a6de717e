/**
 * Builds dist/ from src/: all of it, or nothing.
 *
 *     node scripts/build/build.cjs               always
 *     node scripts/build/build.cjs --if-newer    only if some source is newer than dist/
 *
 * tsc writes into a folder of its own, which takes the place of dist/ when it is done. So a file whose source is gone goes too, a build that
 * fails changes nothing, and of two builds at once each leaves a whole dist/, that of the last one.
 */
const { spawnSync } = require("node:child_process");
const {
  chmodSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} = require("node:fs");
const { dirname, join } = require("node:path");
const { newerSource, sourcesOf, STAMP } = require("./newerSource.cjs");

const root = dirname(dirname(__dirname));
const dist = join(root, "dist");
/** An internal error, as exitCodes.ts has it: `npm run verify` ends with it too, and 1 would be a verdict there. */
const FAILED = 70;
/** .gitignore knows it. */
const PARTIAL = ".wnb-build-";
/** No build takes as long: what is older was left by one that was killed. */
const MILLISECONDS_OF_A_BUILD = 3_600_000;

function build() {
  const sources = sourcesOf(root);
  // What is edited while tsc runs is newer than its output; and a file from a clock that is ahead is no newer than it will ever be.
  const began = new Date(Math.max(Date.now(), ...sources.map((path) => Math.ceil(statSync(join(root, path)).mtimeMs))));
  removeLeftovers();
  const folder = join(root, `${PARTIAL}${process.pid}-${Date.now()}.partial`);
  mkdirSync(folder);
  try {
    const tsc = join(dirname(require.resolve("typescript/package.json")), "bin", "tsc");
    const { status } = spawnSync(process.execPath, [tsc, "-p", "tsconfig.build.json", "--outDir", folder], {
      cwd: root,
      // Standard output is for the results of the command that this build is for.
      stdio: ["ignore", process.stderr.fd, process.stderr.fd],
    });
    if (status !== 0) {
      console.error("The build failed; dist/ is as it was before.");
      return FAILED;
    }
    for (const script of Object.values(require(join(root, "package.json")).bin)) {
      chmodSync(join(folder, script.slice("dist/".length)), 0o755);
    }
    const stamp = join(folder, STAMP);
    writeFileSync(stamp, sources.join("\n"));
    utimesSync(stamp, began, began);
    replaceDist(folder);
    return 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Another build may do the same at this moment: then once more. */
function replaceDist(folder) {
  const old = `${folder.slice(0, -".partial".length)}-old.partial`;
  for (;;) {
    try {
      moveIfThere(dist, old);
      renameSync(folder, dist);
      return;
    } catch (error) {
      if (error.code !== "ENOTEMPTY" && error.code !== "EEXIST") {
        throw error;
      }
    } finally {
      rmSync(old, { recursive: true, force: true });
    }
  }
}

function moveIfThere(from, to) {
  try {
    renameSync(from, to);
  } catch (error) {
    if (error.code !== "ENOENT") {
      throw error;
    }
  }
}

function removeLeftovers() {
  for (const name of readdirSync(root).filter((entry) => entry.startsWith(PARTIAL))) {
    const age = Date.now() - (statSync(join(root, name), { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (age > MILLISECONDS_OF_A_BUILD) {
      rmSync(join(root, name), { recursive: true, force: true });
    }
  }
}

const reason = process.argv.includes("--if-newer") ? newerSource(root) : "asked for";
if (reason !== null) {
  if (reason !== "asked for") {
    console.error(`${reason}: building`);
  }
  process.exitCode = build();
}
