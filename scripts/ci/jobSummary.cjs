const { appendFileSync, readdirSync, existsSync } = require("node:fs");
const { relative } = require("node:path");

/** Failures that the summary shows; the rest is counted. */
const MOST_FAILURES = 20;
/** Of the lines of a failure. */
const MOST_LINES = 30;
// biome-ignore lint/suspicious/noControlCharactersInRegex: terminal colours begin with the escape character
const COLOURS = /\u001b\[[0-9;]*m/g;

/** A jest reporter that writes the summary of a GitHub Actions job: counts, the seed, and what failed. Elsewhere it does nothing. */
module.exports = class JobSummary {
  onRunComplete(_, results) {
    const path = process.env.GITHUB_STEP_SUMMARY;
    if (path) {
      appendFileSync(path, `${summaryOf(results)}\n`);
    }
  }
};

function summaryOf({ numPassedTests, numFailedTests, numPendingTests, testResults }) {
  const failures = testResults.flatMap(({ testFilePath, testResults: tests, failureMessage }) => {
    const file = relative(process.cwd(), testFilePath);
    const failed = tests.filter(({ status }) => status === "failed");
    return failed.length === 0 && failureMessage && tests.length === 0
      ? [{ name: file, message: failureMessage }]
      : failed.map(({ fullName, failureMessages }) => ({
          name: `${file}: ${fullName}`,
          message: failureMessages.join("\n"),
        }));
  });
  const folder = "fixtures/counterexamples";
  const saved = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".json")) : [];
  return [
    "## Tests",
    "",
    `${failures.length === 0 ? "✅" : "❌"} ${numPassedTests} passed, ${numFailedTests} failed, ${numPendingTests} skipped; seed ${process.env.WNB_SEED} (repeat with \`WNB_SEED=${process.env.WNB_SEED} npm test\`)`,
    ...failures
      .slice(0, MOST_FAILURES)
      .map(
        ({ name, message }) =>
          `\n<details><summary>${escaped(name)}</summary>\n\n\`\`\`\n${excerpt(message)}\n\`\`\`\n\n</details>`,
      ),
    ...(failures.length > MOST_FAILURES ? [`\n… and ${failures.length - MOST_FAILURES} more`] : []),
    ...(saved.length === 0
      ? []
      : ["", "Counterexamples:", ...saved.map((name) => `- \`npx wnb replay ${folder}/${name}\``)]),
  ].join("\n");
}

function excerpt(message) {
  return message.replace(COLOURS, "").split("\n").slice(0, MOST_LINES).join("\n").replaceAll("```", "'''");
}

function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
