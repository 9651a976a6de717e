/** Commands that take long, once each at the least: a record as it stands, and what a long search is about to do. */
import { runCommand, temporaryFolder } from "../reference/builtCommand";

const folder = temporaryFolder();

test("tightness: a row for a theorem, without a change", () => {
  const { status, stdout } = runCommand(folder, ["tightness", "--theorem", "output-gradient"]);
  expect(status).toBe(0);
  expect(stdout).toMatch(/output-gradient +90 +0\.\d{4} +1\.0000/);
});

test("complexity: says what it does and how long that takes", () => {
  const { status, stdout } = runCommand(folder, ["complexity", "--help"]);
  expect(status).toBe(0);
  expect(stdout).toContain("half a minute");
});
