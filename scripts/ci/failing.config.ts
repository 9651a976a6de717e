/** @jest-config-loader esbuild-register */
import { join } from "node:path";
import type { Config } from "jest";
import base from "../../jest.config";

/** The reporters of the project on tests of which one fails. */
const config: Config = {
  ...base,
  rootDir: join(__dirname, "..", ".."),
  roots: ["<rootDir>/scripts/ci"],
  testMatch: ["<rootDir>/scripts/ci/failing.ts"],
  globalSetup: "<rootDir>/properties/seed.ts",
  reporters: (base.reporters ?? []).map((reporter) =>
    Array.isArray(reporter) && reporter[0] === "jest-junit"
      ? [reporter[0], { ...reporter[1], outputName: "failing.xml" }]
      : reporter,
  ),
};

export default config;
