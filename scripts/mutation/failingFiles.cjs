const { basename } = require("node:path");

/** A jest reporter that prints the name of each test file that fails, and nothing else. */
module.exports = class FailingFiles {
  onTestResult({ path }, { numFailingTests, testExecError }) {
    if (numFailingTests > 0 || testExecError) {
      process.stdout.write(`${basename(path)}\n`);
    }
  }
};
