/** Random float64 numbers of all kinds. */

const bits = new DataView(new ArrayBuffer(8));

/** Any bits at all that are a finite number. */
export function anyFloat(random: () => number): number {
  for (;;) {
    bits.setUint32(0, random() * 2 ** 32);
    bits.setUint32(4, random() * 2 ** 32);
    const x = bits.getFloat64(0);
    if (Number.isFinite(x)) {
      return x;
    }
  }
}

/** x, moved by `steps` floats. */
export function moved(x: number, steps: number): number {
  bits.setFloat64(0, Math.abs(x));
  const magnitude = bits.getBigUint64(0) + BigInt(x < 0 ? -steps : steps);
  bits.setBigUint64(0, magnitude < 0n ? -magnitude : magnitude);
  const result = bits.getFloat64(0);
  return x < 0 !== magnitude < 0n ? -result : result;
}

/** A float near x: x itself, some floats away, or some part of x away. */
export function near(x: number, random: () => number): number {
  const kind = random();
  if (kind < 0.2 || !Number.isFinite(x)) {
    return x;
  }
  if (kind < 0.6) {
    return moved(x, Math.floor(random() * 17) - 8);
  }
  return x * (1 + (random() < 0.5 ? -1 : 1) * 2 ** -(5 + random() * 45));
}

/** ±j·2^-k·(1 + i·2^-52) with few digits in j and i: functions that are nearly linear have values very close to floats there. */
export function shortFloat(random: () => number): number {
  const leading = 1 + Math.floor(random() * 63);
  const x = leading * 2 ** -Math.floor(random() * 40);
  const moves = Math.floor(random() ** 3 * 1000);
  return moved(random() < 0.5 ? -x : x, random() < 0.5 ? moves : -moves);
}

/** In [low, high). */
export function uniform(low: number, high: number, random: () => number): number {
  return low + (high - low) * random();
}
