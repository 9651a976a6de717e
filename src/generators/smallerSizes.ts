/** 1, then its doubles, then one less: for 16, 1, 2, 4, 8 and 15. */
export function smallerSizes(size: number): number[] {
  const sizes = [];
  for (let smaller = 1; smaller < size; smaller *= 2) {
    sizes.push(smaller);
  }
  return size > 1 ? [...new Set([...sizes, size - 1])] : [];
}

/** 0, 1 … size - 1: all places, to keep some of. */
export function range(size: number): number[] {
  return Array.from({ length: size }, (_, i) => i);
}
