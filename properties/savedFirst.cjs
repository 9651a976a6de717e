const Sequencer = require("@jest/test-sequencer").default;

/** What was once found is looked at first: the saved counterexamples, then the other tests in jest's own order. */
module.exports = class SavedFirst extends Sequencer {
  sort(tests) {
    const isSaved = ({ path }) => path.endsWith("savedCounterexamples.test.ts");
    const sorted = super.sort([...tests]);
    return [...sorted.filter(isSaved), ...sorted.filter((test) => !isSaved(test))];
  }
};
