/**
 * A word of a command that people paste into a shell: quoted where it has to be.
 *
 * @example shellWord("with space.ts") // "'with space.ts'"
 */
export function shellWord(text: string): string {
  return /^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}
