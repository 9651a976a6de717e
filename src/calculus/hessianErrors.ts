import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { UNIT_ROUNDOFF as u } from "../arithmetic/float64";
import type { LayerErrors, SweepErrors, SweptLayer } from "./sweepErrors";

/** A number >= 0 as computed, or what bounds it, and how far it may be off. */
interface Known {
  readonly size: number;
  readonly error: number;
}

const NOTHING: Known = { size: 0, error: 0 };

function product(...factors: readonly Known[]): Known {
  return factors.reduce((a, b) => ({
    size: a.size * b.size,
    error: a.size * b.error + a.error * b.size + a.error * b.error,
  }));
}

function sum(...terms: readonly Known[]): Known {
  return terms.reduce((a, b) => ({ size: a.size + b.size, error: a.error + b.error }), NOTHING);
}

/** The largest of each, over the rows of a layer. */
function largest(rows: readonly Known[]): Known {
  return rows.reduce((a, b) => ({ size: Math.max(a.size, b.size), error: Math.max(a.error, b.error) }), NOTHING);
}

/** ‖sizes‖ and ‖errors‖. */
function together(rows: readonly Known[]): Known {
  return { size: euclideanNorm(rows.map(({ size }) => size)), error: euclideanNorm(rows.map(({ error }) => error)) };
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
 *   curvature     Σ_i δ_i φ″_i ż_i ż_i′:  max |δ φ″| (s h c)² within a layer,  s ‖δ φ″ s h c‖ N_k across,  s ‖δ φ″‖ N_k N_k′ beneath
 *   interaction   Σ_i s g_i <ė_i, α˙>:     s ‖g c‖ N_k
 *   rotation      of one row:             2 max s |g| c² ‖α‖
 *   output        v̇ α˙:                   N_k
 *
 * The kernel forms h from ‖α‖ and t in its products, so their rounding is relative to ‖α‖. Blocks add up in Frobenius' norm.
 *
 * @param units roundings along the longest chain of operations of a product, relative to the bound of a block
 * @example hessianErrors(propagation, sweepErrors(network, propagation), roundingUnits(network, 4)).product
 */
export function hessianErrors(
  { scale, layers }: { readonly scale: number; readonly layers: readonly SweptLayer[] },
  errors: SweepErrors,
  units: number,
): HessianErrors {
  const depth = layers.length;
  const blocks = Array.from({ length: depth + 1 }, () => new Array<Known>(depth + 1).fill(NOTHING));
  /** N_k: α˙ of the layer below, per turn in layer k. */
  let rates: Known[] = [];
  for (const [l, layer] of layers.entries()) {
    const { turn, bend, bentTurn, ownBend, pull, rotation, carry } = layerFactors(scale, layer, errors.layers[l]);
    for (const [k, rate] of rates.entries()) {
      blocks[l][k] = sum(blocks[l][k], product(sum(bentTurn, pull), rate));
      for (let j = 0; j <= k; j++) {
        blocks[k][j] = sum(blocks[k][j], product(bend, rate, rates[j]));
      }
    }
    blocks[l][l] = sum(blocks[l][l], ownBend, rotation);
    rates = [...rates.map((rate) => product(carry, rate)), turn];
  }
  for (const [k, rate] of rates.entries()) {
    blocks[depth][k] = rate;
  }
  const all = blocks.flatMap((row, i) => row.slice(0, i + 1).map((block, j) => ({ block, times: i === j ? 1 : Math.SQRT2 })));
  const size = euclideanNorm(all.map(({ block, times }) => times * block.size));
  const ofFactors = euclideanNorm(all.map(({ block, times }) => times * block.error));
  return { size: size + ofFactors, product: (1 + units * u) * ofFactors + units * u * size };
}

/** What the blocks of a layer are made of. */
function layerFactors(scale: number, layer: SweptLayer, errors: LayerErrors): Record<Factor, Known> {
  const { fanIn: n, rowNorms, tangentNorms, slopes, signals, preSignals } = layer;
  const { incomingNorm, curvatureValues } = errors;
  const kernel = (n + 8) * u * incomingNorm;
  const rows = Array.from(rowNorms, (norm, i) => {
    const c = n === 1 ? 0 : 1 / norm;
    const slope = { size: Math.abs(slopes[i]), error: errors.slopes[i] };
    const ofSignal = errors.signals * (slope.size + slope.error);
    const preSignal = { size: Math.abs(preSignals[i]), error: errors.preSignals[i] + ofSignal };
    const [signal, curvature] = [Math.abs(signals[i]), Math.abs(curvatureValues[i])];
    const bend = product(
      { size: signal, error: errors.signals },
      { size: curvature, error: errors.curvatures[i] },
    );
    const turn = { size: scale * tangentNorms[i] * c, error: scale * (errors.tangents[i] + kernel) * c };
    // One factor c after the other: c² alone may overflow.
    const pull = { size: scale * preSignal.size * c, error: scale * preSignal.error * c };
    const reach = { size: 2 * incomingNorm * c, error: 2 * (errors.incoming + kernel) * c };
    return {
      slope,
      bend,
      pull,
      turn: product(slope, turn),
      bentTurn: product(bend, turn),
      ownBend: product(product(bend, turn), turn),
      rotation: product(pull, reach),
    };
  });
  const of = (name: keyof (typeof rows)[number]): Known[] => rows.map((row) => row[name]);
  const scaled = ({ size, error }: Known): Known => ({ size: scale * size, error: scale * error });
  return {
    turn: largest(of("turn")),
    bend: scaled(together(of("bend"))),
    bentTurn: scaled(together(of("bentTurn"))),
    ownBend: largest(of("ownBend")),
    // s is in it already.
    pull: together(of("pull")),
    rotation: largest(of("rotation")),
    carry: scaled(together(of("slope"))),
  };
}

type Factor = "turn" | "bend" | "bentTurn" | "ownBend" | "pull" | "rotation" | "carry";
