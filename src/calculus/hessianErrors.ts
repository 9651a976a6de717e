import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { UNIT_ROUNDOFF as u } from "../arithmetic/float64";
import { LOWER_END } from "../arithmetic/lowerEnd";
import type { TrainedParameters } from "../network/trainedParameters";
import type { LayerErrors, SweepErrors, SweptLayer, SweptNetwork } from "./sweepErrors";

/** A number >= 0 as computed, or what bounds it, and how far it may be off. */
interface Known {
  readonly size: number;
  readonly error: number;
}

const NOTHING: Known = { size: 0, error: 0 };

/** The error of a product, by the product rule; and one that underflows is not known to be 0. */
function productError(a: number, errorOfA: number, b: number, errorOfB: number): number {
  const isZero = (a === 0 && errorOfA === 0) || (b === 0 && errorOfB === 0);
  return isZero ? 0 : a * errorOfB + errorOfA * b + errorOfA * errorOfB + LOWER_END;
}

function product(a: Known, b: Known): Known {
  return { size: a.size * b.size, error: productError(a.size, a.error, b.size, b.error) };
}

function sum(...terms: readonly Known[]): Known {
  return terms.reduce((a, b) => ({ size: a.size + b.size, error: a.error + b.error }), NOTHING);
}

/** ‖Hess f‖_F at most, made of what this sweep computed, and how far a product of a unit vector with it may be off. */
export interface HessianErrors {
  readonly size: number;
  readonly product: number;
}

/**
 * How far a product with the Hessian, as computed, may be from the exact one, for a unit vector: a bound from this network's own numbers.
 *
 * The Hessian consists of blocks, one for each pair of layers and v. Each is bounded by norms of what the two sweeps gave, and the bound's
 * error is that of its factors, by the product rule. With s h c the turn of a row (c = 1/‖W_i‖), N_k the rate of α below per turn in layer k:
 *
 *   curvature     Σ_i δ_i φ″_i ż_i ż_i′:  max |δ φ″| (s h c)² within a layer,  s ‖δ φ″ s h c‖ N_k across,  Σ s² |δ φ″| N_k N_k′ beneath
 *   interaction   Σ_i s g_i <ė_i, α˙>:     s ‖g c‖ N_k
 *   rotation      of one row:             2 max s |g| c² ‖α‖
 *   output        v̇ α˙:                   N_k
 *
 * Where gains and biases are differentiated too, s h c becomes √((s h c)² + t² + 1), and s c becomes s c + 1 in interaction and rotation.
 * The kernel forms h from ‖α‖ and t in its products, so their rounding is relative to ‖α‖. Blocks add up in Frobenius' norm.
 *
 * @param units roundings along the longest chain of operations of a product, relative to the bound of a block
 * @example hessianErrors(propagation, sweepErrors(network, propagation), roundingUnits(network, 4)).product
 */
export function hessianErrors(
  { layers: hidden, outputLayer }: SweptNetwork,
  errors: SweepErrors,
  units: number,
  parameters: TrainedParameters = "directions",
): HessianErrors {
  const depth = hidden.length;
  // A normalised output is a layer of one row.
  const layers = outputLayer === null ? hidden : [...hidden, outputLayer];
  const blocks = Array.from({ length: depth + 1 }, () => new Array<Known>(depth + 1).fill(NOTHING));
  /** N_k: α˙ of the layer below, per turn in layer k. */
  let rates: Known[] = [];
  for (const [l, layer] of layers.entries()) {
    const { turn, bend, bentTurn, ownBend, pull, rotation, carry } = layerFactors(
      layer,
      errors.layers[l] ?? errors.output,
      parameters,
    );
    for (const [k, rate] of rates.entries()) {
      blocks[l][k] = sum(blocks[l][k], product(sum(bentTurn, pull), rate));
      for (let j = 0; j <= k; j++) {
        blocks[k][j] = sum(blocks[k][j], product(product(bend, rate), rates[j]));
      }
    }
    blocks[l][l] = sum(blocks[l][l], ownBend, rotation);
    rates = [...rates.map((rate) => product(carry, rate)), turn];
  }
  if (outputLayer === null) {
    for (const [k, rate] of rates.entries()) {
      blocks[depth][k] = rate;
    }
  }
  const all = blocks.flatMap((row, i) =>
    row.slice(0, i + 1).map((block, j) => ({ block, times: i === j ? 1 : Math.SQRT2 })),
  );
  const size = euclideanNorm(all.map(({ block, times }) => times * block.size));
  const ofFactors = euclideanNorm(all.map(({ block, times }) => times * block.error));
  return { size: size + ofFactors, product: (1 + units * u) * ofFactors + units * u * size };
}

/** What the blocks of a layer are made of. */
interface LayerFactors {
  /** Of α^l per turn of a row: max |φ′| s h c. */
  readonly turn: Known;
  /** Σ s² |δ φ″|, ‖δ φ″ s (s h c)‖, max |δ φ″| (s h c)². */
  readonly bend: Known;
  readonly bentTurn: Known;
  readonly ownBend: Known;
  /** ‖s g c‖. */
  readonly pull: Known;
  /** 2 max s |g| c² ‖α‖. */
  readonly rotation: Known;
  /** Of α^l per rate below: ‖s φ′‖, as unit rows have. */
  readonly carry: Known;
}

/** Row by row, with sizes and errors of one factor after the other: nothing is allocated for a row. */
function layerFactors(layer: SweptLayer, errors: LayerErrors, parameters: TrainedParameters): LayerFactors {
  const isAll = parameters === "all";
  const { fanIn: n, gains, rowNorms, projections, tangentNorms, slopes, signals, preSignals } = layer;
  const { incomingNorm, curvatureValues } = errors;
  const kernel = (n + 8) * u * incomingNorm;
  const width = rowNorms.length;
  const [bentTurns, pulls, carries] = [new Norms(width), new Norms(width), new Norms(width)];
  const bends = { size: 0, error: 0 };
  const [turn, ownBend, rotation] = [new Largest(), new Largest(), new Largest()];
  for (let i = 0; i < width; i++) {
    const c = n === 1 ? 0 : 1 / rowNorms[i];
    const scale = Math.abs(gains[i]);
    const [slope, slopeError] = [Math.abs(slopes[i]), errors.slopes[i]];
    const [g, signal, curvature] = [Math.abs(preSignals[i]), Math.abs(signals[i]), Math.abs(curvatureValues[i])];
    const preSignalError = errors.preSignals[i] + errors.signals * (slope + slopeError);
    const bend = signal * curvature;
    const bendError = productError(signal, errors.signals, curvature, errors.curvatures[i]);
    carries.set(i, scale * slope, scale * slopeError);
    const turning = tangentNorms[i] * scale * c;
    const turningError = productError(tangentNorms[i], errors.tangents[i] + kernel, scale * c, 0);
    // ż of a row whose gain and bias move too: √((s h c)² + t² + 1).
    const height = isAll ? Math.hypot(turning, projections[i], 1) : turning;
    const heightError = isAll ? turningError + errors.projections[i] + 4 * u * height : turningError;
    const bentTurn = bend * height;
    const bentTurnError = productError(bend, bendError, height, heightError);
    // One factor c after the other: c² alone may overflow.
    // How ẏ = ṡ u + s e follows the row's motion: s c, and 1 for ṡ.
    const speed = scale * c + (isAll ? 1 : 0);
    const pull = g * speed;
    const pullError = productError(g, preSignalError, speed, 0);
    const reach = 2 * incomingNorm * c;
    const reachError = productError(2 * incomingNorm, 2 * (errors.incoming + kernel), c, 0);
    // Of α˙ a row sees s times the unit row's part.
    bends.size += scale * (scale * bend);
    bends.error += scale * (scale * bendError);
    bentTurns.set(i, scale * bentTurn, scale * bentTurnError);
    pulls.set(i, pull, pullError);
    turn.take(slope * height, productError(slope, slopeError, height, heightError));
    ownBend.take(bentTurn * height, productError(bentTurn, bentTurnError, height, heightError));
    rotation.take(pull * reach, productError(pull, pullError, reach, reachError));
  }
  return {
    turn,
    bend: bends,
    bentTurn: bentTurns.together(),
    ownBend,
    pull: pulls.together(),
    rotation,
    carry: carries.together(),
  };
}

/** The largest size and the largest error. */
class Largest implements Known {
  size = 0;
  error = 0;

  take(size: number, error: number): void {
    // Written such that NaN is taken.
    this.size = size <= this.size ? this.size : size;
    this.error = error <= this.error ? this.error : error;
  }
}

/** The norms of sizes and of errors. */
class Norms {
  private readonly sizes: Float64Array;
  private readonly errors: Float64Array;

  constructor(width: number) {
    this.sizes = new Float64Array(width);
    this.errors = new Float64Array(width);
  }

  set(i: number, size: number, error: number): void {
    this.sizes[i] = size;
    this.errors[i] = error;
  }

  together(): Known {
    return { size: euclideanNorm(this.sizes), error: euclideanNorm(this.errors) };
  }
}
