/** `wnb verify --junit`: XML with a test case for each theorem, whatever came of it, and well-formed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand, temporaryFolder } from "../reference/builtCommand";
import { smallModule, written } from "../reference/theoremModules";

const folder = temporaryFolder();

test("one that holds, one violated, one undecided, one that does not apply", () => {
  written(folder, "faulty.ts", smallModule("faulty", "bound: ({ of }) => [of(1), of('<\"&>' as never)],"));
  const args = [
    "--load",
    "faulty.ts",
    "--theorem",
    "faulty",
    "--theorem",
    "output-bound",
    "--theorem",
    "hessian-layerwise",
  ];
  const relu = ["--activation", "relu", "--weaken", "output-bound.output=0.1"];
  const run = [
    "--runs",
    "60",
    "--seed",
    "1",
    "--out",
    "found",
    "--junit",
    "reports.xml",
    "--theorem",
    "activation-norm",
  ];
  expect(runCommand(folder, ["verify", ...args, ...relu, ...run]).status).toBe(1);
  const xml = readFileSync(join(folder, "reports.xml"), "utf8");
  expect(xml).toMatch(
    /<testsuite name="weightnorm-bounds" tests="4" failures="1" errors="1" skipped="1" time="[\d.]+">/,
  );
  const of = (id: string): string => new RegExp(`<testcase [^>]*name="${id}".*?</testcase>`, "s").exec(xml)?.[0] ?? "";
  expect(of("activation-norm")).toMatch(
    /^<testcase classname="pointwise" name="activation-norm" time="0"><system-out>/,
  );
  expect(of("output-bound")).toMatch(
    /<failure message="violated: quantity \S+ against bound \S+">found\/output-bound-\w+\.json<\/failure>/,
  );
  expect(of("faulty")).toMatch(
    /<error message="faulty\.ts: \[1\] of bound of faulty: found &quot;&lt;\\&quot;&amp;&gt;&quot;, [^"]*"><\/error>/,
  );
  expect(of("hessian-layerwise")).toContain("<skipped></skipped>");
  expect(
    xml.replace(/<\?xml.*?\?>|&(amp|lt|gt|quot);/g, "").replace(/<\/?[a-z-]+( [a-z]+="[^"<&]*")*>/g, ""),
  ).not.toMatch(/[<>&]/);
});

test("a place that cannot be written: the report all the same, exit 74", () => {
  const { status, stdout, stderr } = runCommand(folder, [
    "verify",
    "--theorem",
    "output-bound",
    "--runs",
    "5",
    "--junit",
    "/proc/none/x.xml",
  ]);
  expect(status).toBe(74);
  expect(stdout).toMatch(/output-bound .* holds/);
  expect(stderr).toMatch(/proc\/none/);
});
