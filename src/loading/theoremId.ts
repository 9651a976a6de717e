/** What a theorem may be called: it stands in options, file names and records. */
export function isTheoremId(id: string): boolean {
  return /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id);
}
