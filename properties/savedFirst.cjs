const { relative, sep } = require("node:path");
const Sequencer = require("@jest/test-sequencer").default;

/** About how long the slow files take at the depth where they take longest, in seconds, where jest has not seen them yet; the others count as one. */
const ROUGH_SECONDS = require("./slowFiles.json");

/** What was once found is looked at first: the saved counterexamples, then the other files, the longest first, so that no core waits at the end. */
module.exports = class SavedFirst extends Sequencer {
  time(test) {
    const file = relative(test.context.config.roots[0], test.path).split(sep).join("/");
    return super.time(test) ?? 1000 * (ROUGH_SECONDS[file] ?? 1);
  }

  sort(tests) {
    const isSaved = ({ path }) => path.endsWith("savedCounterexamples.test.ts");
    const sorted = super.sort([...tests]);
    return [...sorted.filter(isSaved), ...sorted.filter((test) => !isSaved(test))];
  }
};
