const { TestEnvironment } = require("jest-environment-node");

/** Ends a file at its first failure: that it fails is all that is asked, and what a bug does to later tests may take minutes. */
module.exports = class FirstFailure extends TestEnvironment {
  hasFailed = false;

  handleTestEvent({ name, test }) {
    if (name === "test_fn_failure" || name === "hook_failure") {
      this.hasFailed = true;
    }
    if (name === "test_start" && this.hasFailed) {
      test.mode = "skip";
    }
  }
};
