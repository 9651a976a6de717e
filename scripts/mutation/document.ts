/** What a run of mutation testing leaves to read: the page with its score and reasons, and the list of all that survived. */
import type { Mutant } from "./mutant";
import { reasonFor } from "./reasons";
import { scoreOf, survivorsOf } from "./report";

const ROOM = /^src\/\w+/;

/** `npm run mutation -- --markdown`: docs/mutation.md. */
export function mutationDocument(mutants: readonly Mutant[]): string {
  const rooms = [...new Set(mutants.map(roomOf))];
  const rows = [
    ...rooms.map((room) =>
      row(
        `\`${room}\``,
        mutants.filter((mutant) => roomOf(mutant) === room),
      ),
    ),
    row("**all**", mutants),
  ];
  return `# Mutation testing

What if the code were wrong? StrykerJS changes it in one place after another: another sign, another comparison, an empty block. A mutant is killed if a test then
fails. One that hangs is no kill here, though it would not go unnoticed.

    npm run mutation                       all of it: an hour or less on two cores
    npm run mutation -- src/calculus/*.ts  some files; the record is kept for the others
    npm run mutation -- --markdown         this page, from the record (reports/mutants.json)

Which tests meet which mutants, and why with mocha: [decision 19](decisions/0019-mutants-in-one-process.md). Code that runs when a file is loaded is not mutated. Exit code 1 below a score of 85 %.

| room | mutants | killed | survived | without a test | timed out | score |
|---|---:|---:|---:|---:|---:|---:|
${rows.join("\n")}

The score is killed of all, timeouts and mutants without a test among them.

## What survives, and why

${markdownReasons(mutants)}

Which ones they are, line by line, is in \`reports/survivors.md\` after a run; the weekly one keeps it with its artefacts.
`;
}

function row(name: string, mutants: readonly Mutant[]): string {
  const { killed, survived, unreached, timeouts, all, score } = scoreOf(mutants);
  return `| ${name} | ${all} | ${killed} | ${survived} | ${unreached} | ${timeouts} | ${score.toFixed(1)} % |`;
}

function roomOf({ file }: Mutant): string {
  return ROOM.exec(file)?.[0] ?? file;
}

/** reports/survivors.md: every mutant that survived, below its reason. */
export function survivorsList(mutants: readonly Mutant[]): string {
  const sections = byReason(mutants).map(
    ([why, found]) => `## ${why} (${found.length})\n\n${found.map(line).join("\n")}`,
  );
  return `# Mutants that no test noticed\n\n${sections.join("\n\n")}\n`;
}

function markdownReasons(mutants: readonly Mutant[]): string {
  const rows = byReason(mutants).map(([why, found]) => `| ${why} | ${found.length} |`);
  return ["| reason | mutants |", "|---|---:|", ...rows].join("\n");
}

/** The survivors by reason, the reason of most first; those without one last. */
function byReason(mutants: readonly Mutant[]): [string, Mutant[]][] {
  const left = survivorsOf(mutants);
  const reasons = [...new Set(left.map(reasonFor))];
  return reasons
    .map((why) => [why, left.filter((mutant) => reasonFor(mutant) === why)] as const)
    .sort(([a, one], [b, other]) => (a === null ? 1 : b === null ? -1 : other.length - one.length))
    .map(([why, found]) => [why ?? UNEXPLAINED, found]);
}

const UNEXPLAINED = "Not noticed by any test, and no reason known why it could not be: where tests should be better.";

function line({ file, line: number, original, replacement, status }: Mutant): string {
  const code = (text: string): string => (text === "" ? "nothing" : `\`\` ${text} \`\``);
  const unreached = status === "NoCoverage" ? " (no test)" : "";
  return `- ${file.slice("src/".length)}:${number} ${code(original)} → ${code(replacement)}${unreached}`;
}
