import { addAt, type EnclosedMatrix } from "./enclosedMatrix";

/** Adds a symmetric matrix that has its lower triangle only. */
export function addSymmetric(target: EnclosedMatrix, lower: EnclosedMatrix): void {
  const n = target.rows;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const [midpoint, radius] = [lower.midpoints[i * n + j], lower.radii[i * n + j]];
      addAt(target, i * n + j, midpoint, radius);
      if (i !== j) {
        addAt(target, j * n + i, midpoint, radius);
      }
    }
  }
}

/** Adds a matrix of the same shape, entry by entry. */
export function addTo(target: EnclosedMatrix, other: EnclosedMatrix): void {
  for (let k = 0; k < target.midpoints.length; k++) {
    addAt(target, k, other.midpoints[k], other.radii[k]);
  }
}
