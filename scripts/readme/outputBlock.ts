import { outputOf } from "./shownCommand";

/** A comment and the block of code below it: the command in the first line, what it prints in the others. */
const BLOCK =
  /<!-- wnb (?<line>[^|\n]*?)(?<options>(?: \| [^|\n]*?)*) -->\n```console\n\$ (?<shown>.*)\n(?<output>[\s\S]*?)```/g;

/** An output of the command in a document. */
export interface OutputBlock {
  /** The arguments that it was made with. */
  readonly line: string;
  /** The command as readers see it. */
  readonly shown: string;
  readonly output: string;
  /** `| slow`: takes more than a second or two. */
  readonly isSlow: boolean;
  /** `| from TEXT`, `| to TEXT`: only the part from the line that begins so, and up to before the one that does. */
  readonly part: Part;
}

interface Part {
  readonly from?: string;
  readonly to?: string;
}

/** @example blocksOf("<!-- wnb theorems | from id -->\n```console\n$ npx wnb theorems\n…\n```")[0].line // "theorems" */
export function blocksOf(document: string): OutputBlock[] {
  return [...document.matchAll(BLOCK)].map(({ groups }) => blockOf(groups as Groups));
}

/** The document with every output made again. */
export function withOutputs(document: string): string {
  return document.replace(BLOCK, (whole, ...rest) => {
    const { output, ...block } = blockOf(rest.at(-1) as Groups);
    const fence = "```";
    return whole.slice(0, -(output + fence).length) + madeNow(block) + fence;
  });
}

/** The output of a block's command now, cut as the block asks. */
export function madeNow({ line, part: { from, to } }: Pick<OutputBlock, "line" | "part">): string {
  const lines = outputOf(line).split("\n");
  const first = from === undefined ? 0 : place(lines, from, line);
  const end = to === undefined ? lines.length : place(lines, to, line);
  return [...(first > 0 ? ["…"] : []), ...lines.slice(first, end), ...(end < lines.length ? ["…"] : [])]
    .map((each) => `${each}\n`)
    .join("");
}

/** An output without what depends on the machine: times. */
export function withoutTimes(output: string): string {
  return output.replace(/\b\d+(\.\d+)? (min|s|ms)\b/g, "… $2");
}

type Groups = Readonly<Record<"line" | "options" | "shown" | "output", string>>;

function blockOf({ line, options, shown, output }: Groups): OutputBlock {
  const given = options.split(" | ").slice(1);
  const value = (name: string) => given.find((option) => option.startsWith(`${name} `))?.slice(name.length + 1);
  const [from, to] = [value("from"), value("to")];
  const part = { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
  return { line, shown, output, isSlow: given.includes("slow"), part };
}

function place(lines: readonly string[], text: string, line: string): number {
  const found = lines.findIndex((each) => each.startsWith(text));
  if (found < 0) {
    throw new Error(`no line of the output of wnb ${line} begins with "${text}"`);
  }
  return found;
}
