/**
 * The functions of Math that are exact or exactly rounded, and so the only ones a proof may use.
 *
 * ECMAScript asks for the exact result of all of these but `sqrt`, for which it asks for "an implementation-approximated"
 * value: every engine uses the processor's instruction, which IEEE 754 rounds exactly, and `selfTest` looks whether it did.
 * No other file of the certified path may name Math (biome.json sees to it), nor the operator **.
 */
export const { abs, ceil, clz32, floor, max, min, sign, sqrt, trunc } = Math;
