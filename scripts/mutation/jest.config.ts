/** @jest-config-loader esbuild-register */
/** All tests that mutants are run against as one file, which ends at the first failure: a tenth of the time of file after file. */
import { join } from "node:path";
import type { Config } from "jest";
import base from "../../jest.config";

const root = join(__dirname, "..", "..");

const config: Config = {
  transform: base.transform ?? {},
  sandboxInjectedGlobals: ["Math"],
  testTimeout: 600_000,
  rootDir: root,
  roots: ["<rootDir>/scripts/mutation", "<rootDir>/properties"],
  testMatch: ["<rootDir>/scripts/mutation/allTests.ts"],
  testEnvironment: join(__dirname, "firstFailure.cjs"),
  globalSetup: "<rootDir>/properties/seed.ts",
  setupFiles: ["<rootDir>/properties/runs.ts", "<rootDir>/scripts/mutation/quickProperties.ts"],
};

export default config;
