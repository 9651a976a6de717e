import type { Examination } from "./doctorExamination";

/** What `wnb doctor` prints for people: one line for each fact. */
export function doctorReport(examination: Examination): string {
  const { version, node, platform, cores, configuration, memoryBytes, backend, notes, cacheFolder, dataSets, tools } =
    examination;
  const facts: [string, string][] = [
    ["weightnorm-bounds", version],
    ["Node.js", node],
    ["platform", platform],
    ["cores", String(cores)],
    ["memory", `${(memoryBytes / 2 ** 30).toFixed(1)} GiB`],
    ["backend", backend === null ? "none" : `${backend.kind}: ${backend.version}`],
    ...(backend === null ? [] : ([["  from", backend.where]] as [string, string][])),
    ["cache", cacheFolder],
    ["configuration", configuration?.file ?? "none (wnb.config.ts, .mjs or .json in the working folder)"],
    ...Object.entries(configuration?.values ?? {}).map(([key, texts]): [string, string] => [
      `  ${key}`,
      texts.join(", "),
    ]),
    ...dataSets.map(({ name, where, records, problem }): [string, string] => [
      name,
      problem ?? `${records} records in ${where}`,
    ]),
  ];
  if (tools !== undefined) {
    facts.push(["pip", tools.pip ?? "not found"], ["C++ compiler", tools.compiler ?? "not found"]);
  }
  const width = Math.max(...facts.map(([name]) => name.length));
  const lines = facts.map(([name, fact]) => `${name.padEnd(width)}  ${fact}`);
  return [...lines, ...(notes.length > 0 ? ["", ...notes] : [])].join("\n");
}
