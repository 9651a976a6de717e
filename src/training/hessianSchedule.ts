/**
 * Whether a checkpoint takes the Hessian norms: `wanted` of them, evenly spread from the first to the last one.
 *
 * @param index of the checkpoint, 0 … last
 * @example [0, 1, 2, 3, 4].filter((index) => takesHessians(index, 4, 3)) // [0, 2, 4]
 */
export function takesHessians(index: number, last: number, wanted: number): boolean {
  if (wanted === 0) {
    return false;
  }
  if (wanted === 1 || last === 0) {
    return index === last;
  }
  const reached = (checkpoint: number): number => Math.floor((checkpoint * (wanted - 1)) / last);
  return index === 0 || reached(index) > reached(index - 1);
}
