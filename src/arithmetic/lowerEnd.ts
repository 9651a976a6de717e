/**
 * What a result may lose at the lower end of float64's range, in running error bounds: far more than that, 2^-1074, as sums and products with
 * subnormal numbers take a hundred times longer; far below everything that float64 decides.
 */
export const LOWER_END = 2 ** -960;
