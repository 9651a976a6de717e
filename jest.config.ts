/** @jest-config-loader esbuild-register */
import type { Config } from "jest";

const config: Config = {
  roots: ["<rootDir>/properties"],
  testMatch: ["**/*.test.ts"],
  testEnvironment: "node",
  // Looked up through the sandbox at every call, it would make activations ten times slower.
  sandboxInjectedGlobals: ["Math"],
  globalSetup: "<rootDir>/properties/beforeAll.ts",
  testSequencer: "<rootDir>/properties/savedFirst.cjs",
  setupFiles: ["<rootDir>/properties/runs.ts"],
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
