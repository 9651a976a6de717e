const TestEnvironment = require("jest-environment-node").TestEnvironment;

/** A test environment in which nothing runs after the first failure: one is enough for a mutant. */
module.exports = class FirstFailure extends TestEnvironment {
  failed = false;

  async handleTestEvent(event, state) {
    await super.handleTestEvent?.(event, state);
    if (event.name === "test_fn_failure" || event.name === "hook_failure") {
      this.failed = true;
    }
    if (event.name === "test_start" && this.failed) {
      event.test.mode = "skip";
    }
  }
};
