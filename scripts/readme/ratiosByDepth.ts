import { outputOf } from "./shownCommand";

/** The theorems that the figure shows, from sharp to loose. */
export const drawnTheorems = ["parameter-gradient", "hessian-layerwise", "hessian-closed-form", "hessian-envelope"];
export const drawnDepths: readonly number[] = [1, 2, 3, 4, 5, 6, 7, 8];
/** How many random networks are looked at for each depth, and how wide they are. */
export const NETWORKS = 1000;
export const WIDTHS = "1..4";

/** The largest ratio quantity/bound of each theorem that random networks of one depth attain, in the order of `drawnTheorems`. */
export function ratiosAtDepth(depth: number): number[] {
  const chosen = drawnTheorems.map((id) => `--theorem ${id}`).join(" ");
  const line = `verify ${chosen} --depth ${depth} --width ${WIDTHS} --runs ${NETWORKS} --seed 20240908 --json`;
  const { theorems }: { theorems: readonly { id: string; worstRatio: number }[] } = JSON.parse(outputOf(line));
  return drawnTheorems.map((id) => theorems.find((theorem) => theorem.id === id)?.worstRatio ?? Number.NaN);
}
