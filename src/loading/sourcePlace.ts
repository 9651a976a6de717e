/**
 * Where in a file an error was thrown, as `growth.ts:12`; null where its stack does not name the file. Of a syntax error, the line that the
 * loader names.
 *
 * @param path of the file, absolute
 * @param name that the place is to bear
 */
export function sourcePlace(error: unknown, path: string, name: string): string | null {
  if (isMissingImport(error)) {
    // Its stack has the line of the compiled module.
    return null;
  }
  const text = error instanceof Error ? `${error.message}\n${error.stack ?? ""}` : "";
  const at = text.indexOf(`${path}:`);
  const line = at < 0 ? null : /^\d+(:\d+)?/.exec(text.slice(at + path.length + 1));
  if (line !== null) {
    return `${name}:${line[0]}`;
  }
  const inMessage = /\((\d+:\d+)\)/.exec(text);
  return error instanceof SyntaxError && inMessage !== null ? `${name}:${inMessage[1]}` : null;
}

function isMissingImport(error: unknown): boolean {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  return code === "MODULE_NOT_FOUND" || code === "ERR_MODULE_NOT_FOUND";
}
