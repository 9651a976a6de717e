import { InputError } from "../../files/inputError";

/** What stands between a checkpoint and this model. */
export interface Obstacle {
  /** The layer, or whatever the tensor belongs to: one of them is said once. */
  readonly module: string;
  /** One sentence that names the tensor and the reason. */
  readonly sentence: string;
}

/** More are counted, not listed. */
const MOST_LISTED = 40;

/**
 * @param field what else may be said of the file, so that they are none
 * @throws InputError with all obstacles, a line for each, if there are any
 */
export function refuseObstacles(obstacles: readonly Obstacle[], field?: string): void {
  if (obstacles.length === 0) {
    return;
  }
  const first = obstacles.filter(({ module }, i) => obstacles.findIndex((other) => other.module === module) === i);
  // What is within an attention layer, say, is no obstacle of its own.
  const sentences = first
    .filter(({ module }) => !first.some((other) => other.module !== "" && module.startsWith(`${other.module}.`)))
    .map(({ sentence }) => sentence);
  const listed = sentences.slice(0, MOST_LISTED);
  const more = sentences.length > MOST_LISTED ? [`and ${sentences.length - MOST_LISTED} more.`] : [];
  throw new InputError(
    "tensors",
    sentences.length === 1
      ? "what this model does not have"
      : `${sentences.length} things that this model does not have`,
    `linear layers under weight norm, one after the other:\n${[...listed, ...more].map((line) => `  ${line}`).join("\n")}`,
    field,
  );
}
