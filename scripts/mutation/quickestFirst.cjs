const Sequencer = require("@jest/test-sequencer").default;

/** The files that take least come first: a run ends as soon as two have failed. */
module.exports = class QuickestFirst extends Sequencer {
  sort(tests) {
    return super.sort([...tests]).reverse();
  }
};
