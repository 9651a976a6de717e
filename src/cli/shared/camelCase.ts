/**
 * A theorem's id as the name of its file, and of its constant.
 *
 * @example camelCase("output-bound") // "outputBound"
 */
export function camelCase(id: string): string {
  return id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
