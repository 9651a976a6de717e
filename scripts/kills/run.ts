/** `npm run kills [-- N]`: N times (1,000), SIGKILL to processes that save counterexamples; exit code 1 if any is lost or unreadable. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { killed } from "./kills";

const kills = Number(process.argv[2] ?? 1000);
const folder = join(mkdtempSync(join(tmpdir(), "wnb-kills-")), "counterexamples");

void killed(folder, kills, Date.now() % 2 ** 31).then(({ lost, unreadable, strangers, ...counts }) => {
  console.log({ ...counts, lost: lost.length, unreadable: unreadable.length, strangers: strangers.length });
  const isClean = lost.length + unreadable.length + strangers.length === 0;
  console.log(isClean ? "nothing lost, nothing unreadable" : [...lost, ...unreadable, ...strangers].join("\n"));
  if (isClean) {
    rmSync(join(folder, ".."), { recursive: true });
  }
  process.exitCode = isClean ? 0 : 1;
});
