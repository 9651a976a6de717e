/** @jest-config-loader esbuild-register */
/** Tests of the calculus by routes that do not share code, run against a deliberate bug (WNB_DELIBERATE_BUG). */
import { join } from "node:path";
import type { Config } from "jest";
import base from "../../jest.config";

const files = [
  "oracles/networks",
  ...["gradient", "hessian", "loss", "lossHessian", "lossHessianRecords"].map((name) => `calculus/${name}`),
];

const config: Config = {
  ...base,
  reporters: ["<rootDir>/scripts/mutation/failingFiles.cjs"],
  testEnvironment: "<rootDir>/scripts/mutation/firstFailure.cjs",
  testSequencer: "<rootDir>/scripts/mutation/quickestFirst.cjs",
  rootDir: join(__dirname, "..", ".."),
  testMatch: files.map((file) => `**/properties/${file}.test.ts`),
  globalSetup: "<rootDir>/properties/seed.ts",
  testRunner: "jest-circus/runner",
  setupFilesAfterEnv: ["<rootDir>/properties/runs.ts", "<rootDir>/scripts/mutation/quickProperties.ts"],
  transform: Object.fromEntries(
    Object.entries(base.transform ?? {}).map(([pattern, transformer]) => [
      pattern,
      ["<rootDir>/scripts/mutation/deliberateBug.cjs", Array.isArray(transformer) ? transformer[1] : {}],
    ]),
  ),
};

export default config;
