/**
 * Whether dist/ is what src/ says now. Plain JavaScript, as it runs before anything is built; and quick, as the command asks too, whenever it
 * starts in a clone.
 */
const { readdirSync, readFileSync, statSync } = require("node:fs");

/** In dist/: the sources it was built from, one a line; its time is that at which the build began. */
const STAMP = "sources.txt";
/** What else decides what is built. */
const SETTINGS = ["tsconfig.json", "tsconfig.build.json"];

/** @returns {string[]} the files that dist/ is built from, as paths from the root */
function sourcesOf(root) {
  const sources = SETTINGS.slice();
  const visit = (folder) => {
    for (const name of readdirSync(`${root}/${folder}`)) {
      // A look at every name takes longer than all the rest: no room of src/ has a dot in its name.
      if (!name.includes(".")) {
        visit(`${folder}/${name}`);
      } else if (name.endsWith(".ts")) {
        sources.push(`${folder}/${name}`);
      }
    }
  };
  visit("src");
  return sources;
}

/**
 * @param {string} root the folder of package.json
 * @returns {string | null} why dist/ has to be built, in a few words; null if it is up to date
 * @example newerSource(root) // "src/cli/wnb.ts is newer than dist/"
 */
function newerSource(root) {
  let built;
  let known;
  try {
    const stamp = `${root}/dist/${STAMP}`;
    built = statSync(stamp).mtimeMs;
    known = readFileSync(stamp, "utf8");
  } catch {
    return "dist/ is not complete";
  }
  const sources = sourcesOf(root);
  let newest = built;
  let newer = null;
  for (const path of sources) {
    const { mtimeMs } = statSync(`${root}/${path}`);
    if (mtimeMs > newest) {
      newest = mtimeMs;
      newer = path;
    }
  }
  if (newer !== null) {
    return `${newer} is newer than dist/`;
  }
  return sources.join("\n") === known ? null : movedSource(known.split("\n"), sources);
}

/** A file that was moved keeps its time. */
function movedSource(known, sources) {
  const added = sources.find((path) => !known.includes(path));
  const gone = known.find((path) => !sources.includes(path));
  return added !== undefined
    ? `${added} is not in dist/ yet`
    : gone !== undefined
      ? `${gone} is gone, but still in dist/`
      : null;
}

module.exports = { newerSource, sourcesOf, STAMP };
