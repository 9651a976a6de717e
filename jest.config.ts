/** @jest-config-loader esbuild-register */
import type { Config } from "jest";

const junit = {
  outputDirectory: "reports",
  outputName: "junit.xml",
  suiteNameTemplate: "{filepath}",
  classNameTemplate: "{filepath}",
  titleTemplate: ({ classname, title }: Record<string, string>) => `${classname} ${title}`.trim(),
};

/** On CI also JUnit XML; on GitHub Actions annotations and a summary of the job. */
const reporters: Config["reporters"] = [
  "default",
  ...(process.env["CI"] ? [["jest-junit", junit] as const] : []),
  ...(process.env["GITHUB_ACTIONS"] === "true" ? ["github-actions", "<rootDir>/scripts/ci/jobSummary.cjs"] : []),
].map((reporter) => (typeof reporter === "string" ? reporter : [...reporter]));

const config: Config = {
  reporters,
  roots: ["<rootDir>/properties"],
  testMatch: ["**/*.test.ts"],
  // By default jest leaves one core alone, of two.
  maxWorkers: "100%",
  testEnvironment: "node",
  testRunner: "<rootDir>/properties/sharedModules.cjs",
  // Looked up through the sandbox at every use, they would make arithmetic a fifth slower, and activations ten times.
  sandboxInjectedGlobals: [
    "Math",
    "Number",
    "BigInt",
    "Array",
    "Float64Array",
    "BigInt64Array",
    "BigUint64Array",
    "Map",
    "Set",
    "Error",
  ],
  globalSetup: "<rootDir>/properties/beforeAll.ts",
  testSequencer: "<rootDir>/properties/savedFirst.cjs",
  setupFilesAfterEnv: ["<rootDir>/properties/runs.ts"],
  transform: {
    "\\.ts$": [
      "@swc/jest",
      { jsc: { target: "es2022", parser: { syntax: "typescript" } }, module: { type: "commonjs" } },
    ],
  },
  collectCoverageFrom: ["src/**/*.ts"],
  testTimeout: 600_000,
};

export default config;
