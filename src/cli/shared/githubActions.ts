/** What GitHub Actions shows besides the log: annotations, and the summary of a job in Markdown. */
import { AppendedFile } from "../../files/appendedFile";

/** A message that GitHub shows at the top of a run and, with a file, beside its code. */
export interface Annotation {
  readonly level: "error" | "warning";
  readonly title: string;
  readonly message: string;
  /** Relative to the repository. */
  readonly file?: string;
}

/** Whether this runs as a step of GitHub Actions. */
export function onGithubActions(): boolean {
  return process.env["GITHUB_ACTIONS"] === "true";
}

/**
 * A workflow command. GitHub reads them from either stream; standard output is for results, so print it on the other one.
 *
 * @example annotationText({ level: "error", title: "x", message: "a\nb" }) // "::error title=x::a%0Ab"
 */
export function annotationText({ level, title, message, file }: Annotation): string {
  const properties = [...(file === undefined ? [] : [`file=${property(file)}`]), `title=${property(title)}`];
  return `::${level} ${properties.join(",")}::${data(message)}`;
}

/** Adds to the summary of the job, if there is one. A summary that cannot be written is told of, and ends nothing. */
export function addToJobSummary(markdown: string): void {
  const path = process.env["GITHUB_STEP_SUMMARY"];
  if (!path) {
    return;
  }
  try {
    const summary = new AppendedFile(path);
    try {
      summary.append(`${markdown}\n`);
    } finally {
      summary.close();
    }
  } catch (error) {
    console.error(`wnb: GITHUB_STEP_SUMMARY ${path}: the summary is not written (${(error as Error).message})`);
  }
}

/** As the runner unescapes it. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
