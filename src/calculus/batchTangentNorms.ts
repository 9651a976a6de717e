import { euclideanNorm } from "../arithmetic/euclideanNorm";

/** h² below this part of ‖α‖² is computed from the vector itself. */
const CANCELLATION = 1 / 4;

/**
 * h_i = ‖α - t_i u_i‖ for every record and row, N x m numbers.
 *
 * √((‖α‖ - |t|)(‖α‖ + |t|)) costs O(1) where the vector costs O(n). ‖α‖ and t have errors of up to 2n u ‖α‖, those of a
 * sweep, and h has them times ‖α‖/h. So it serves while h >= ‖α‖/2, for nearly all rows of a wide layer; rows that are
 * closer to their input than 30° get the vector, as in propagation.ts. A row of one number cannot turn: h = 0, exactly.
 *
 * @param unitRows m x n
 * @param incoming α, N x n; `incomingNorms` its N norms
 * @param projections t, N x m
 */
export function batchTangentNorms(
  unitRows: Float64Array,
  incoming: Float64Array,
  incomingNorms: Float64Array,
  projections: Float64Array,
): Float64Array {
  const records = incomingNorms.length;
  const n = incoming.length / records;
  const width = projections.length / records;
  const tangentNorms = new Float64Array(projections.length);
  if (n === 1) {
    return tangentNorms;
  }
  const tangent = new Float64Array(n);
  for (let r = 0; r < records; r++) {
    const norm = incomingNorms[r];
    for (let i = 0; i < width; i++) {
      const projection = projections[r * width + i];
      const magnitude = Math.abs(projection);
      const smaller = norm - magnitude;
      const larger = norm + magnitude;
      // h²/‖α‖² = (1 - q)(1 + q) >= 1/4; in this form nothing overflows, and NaN and 0 take the other branch.
      if ((smaller / norm) * (larger / norm) >= CANCELLATION) {
        tangentNorms[r * width + i] = Math.sqrt(smaller) * Math.sqrt(larger);
        continue;
      }
      for (let j = 0; j < n; j++) {
        tangent[j] = incoming[r * n + j] - projection * unitRows[i * n + j];
      }
      tangentNorms[r * width + i] = euclideanNorm(tangent);
    }
  }
  return tangentNorms;
}
