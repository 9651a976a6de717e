import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { type Activation, activationNamed } from "../network/activation";
import { floatGains } from "../network/gains";
import { createNetwork } from "../network/network";
import type { NetworkCase } from "../network/networkCase";
import type { CaseRanges } from "./caseRanges";
import { ALONG_GAINS } from "./drawBiases";
import { drawInput, OUTPUT_NORMS } from "./drawEnds";
import { drawGainKinds, drawGains, type Gains } from "./drawGains";
import { drawOutputGain } from "./drawOutputGain";
import { ROW_NORM_CHOICES, ROW_NORMS, type RowNorms, scaleRows, shrinkOneRow } from "./drawRows";
import { drawShape } from "./drawShape";
import { fillNormal, isOneIn, pick, type RandomIntegers, weighted } from "./draws";
import { directionOf, OFF_THE_SIGNAL, rowsAlong } from "./signal";

/** Row norms that follow the gains: r_i = |g_i|, as PyTorch starts, or r_i >= |g_i|. */
type NormsOfGains = "t = 1" | "t at most 1";

/** Today's norms as often as those of the gains. */
const NORM_CHOICES: readonly (RowNorms | NormsOfGains)[] = [
  ...ROW_NORM_CHOICES,
  ...weighted<NormsOfGains>({ "t = 1": 5, "t at most 1": 6 }),
];

/** r_i/|g_i| of a layer orthogonal to what enters it: short rows are where a turn counts most. */
const ORTHOGONAL_NORMS = [1, 1, 1e-3, 10];

/** One layer of an aligned network. */
interface AlignedLayer {
  readonly weights: Float64Array;
  readonly gains: Float64Array | null;
  readonly biases: Float64Array;
  /** What leaves the layer, up to a factor: the gains, with the signs of the rows. */
  readonly leaving: Float64Array;
}

/**
 * A network in which signals add up, where bounds are attained: every row of layer l lies along α^(l-1), or nearly, b^l = β_l g^l with
 * β_l >= 0, v along g^L, c >= 0. Then α^l is along g^l for the identity, for ReLU and g >= 0, and for odd φ where all |g_i| are equal;
 * for any φ where the gains are equal. No activation needs to be evaluated, which is not the same on every machine.
 *
 * In some, one layer is orthogonal to what enters it instead, with equal t_i: the gradient of its weights is then as large as it can be.
 */
export function drawAlignedCase(random: RandomIntegers, ranges: CaseRanges): NetworkCase {
  const { depth, widths, inputDimension } = drawShape(random, ranges);
  const isIdentity = ranges.activations.includes("identity") && isOneIn(random, 2);
  const activation = activationNamed(isIdentity ? "identity" : pick(random, ranges.activations), "activation");
  const input = drawInput(random, inputDimension, Math.max(...widths));
  const noise = pick(random, OFF_THE_SIGNAL);
  const norms = pick(random, NORM_CHOICES);
  const common = norms === "as drawn" ? 1 : pick(random, ROW_NORMS);
  const orthogonal = isOneIn(random, 4) ? random.nextInt(0, depth - 1) : -1;
  const kinds = drawGainKinds(random, depth);
  const hasBiases = isOneIn(random, 2);

  let entering = directionOf(input);
  const layers = widths.map((width, l): AlignedLayer => {
    const layer = drawAlignedLayer(random, entering, width, kinds[l], activation, noise);
    if (l === orthogonal && entering.length > 1) {
      makeOrthogonal(random, layer, entering);
    } else if (norms === "t = 1" || norms === "t at most 1") {
      scaleToGains(random, layer, norms);
    } else {
      scaleRows(random, layer.weights, entering.length, norms, common);
    }
    entering = directionOf(layer.leaving);
    return layer;
  });
  const weights = layers.map((layer) => layer.weights);
  if (norms === "one tiny") {
    shrinkOneRow(random, weights, widths);
  }
  const outputNorm = isOneIn(random, 6) ? 0 : pick(random, OUTPUT_NORMS);
  const factor = outputNorm / euclideanNorm(entering);
  const output = drawOutputGain(
    random,
    entering.map((entry) => factor * entry + 0),
    true,
  );
  const network = createNetwork({
    activation: { activation, shift: 0 },
    layers: weights,
    gains: layers.map(({ gains }) => gains),
    biases: layers.map(({ biases }) => (hasBiases ? biases : null)),
    ...output,
  });
  return { network, input };
}

/** Rows of about unit norm along what enters, with their gains and biases. */
function drawAlignedLayer(
  random: RandomIntegers,
  entering: Float64Array,
  width: number,
  kind: Gains,
  activation: Activation,
  noise: number,
): AlignedLayer {
  const signs = new Float64Array(width).map(() => (isOneIn(random, 4) ? -1 : 1));
  const drawn = fitting(random, drawGains(random, kind, new Float64Array(width).fill(1)), activation);
  // Of equal gains, the signs of rows are all there is to make α differ in sign, which only odd φ turn into a factor.
  const ofRows = drawn === null && !activation.odd ? signs.fill(1) : signs;
  const weights = rowsAlong(random, entering, ofRows, noise);
  const gains = drawn?.map((gain, i) => gain * ofRows[i] + 0) ?? null;
  const leaving = floatGains({ widths: [width], gains: [gains] }, 0).map((gain, i) => gain * ofRows[i] + 0);
  const along = pick(random, ALONG_GAINS);
  return { weights, gains, biases: leaving.map((gain) => along * gain + 0), leaving };
}

/** The gains with which φ(g t) is along g, mostly: any for the identity, of one sign for ReLU, of one size for odd φ, equal for others. */
function fitting(random: RandomIntegers, gains: Float64Array | null, { name, odd }: Activation): Float64Array | null {
  if (gains === null || name === "identity" || isOneIn(random, 4)) {
    return gains;
  }
  const size = gains.reduce((most, gain) => Math.max(most, Math.abs(gain)), 0);
  return gains.map((gain) => (name === "relu" ? Math.abs(gain) : odd && gain < 0 ? -size : size));
}

/** Rows orthogonal to what enters, with equal t_i; a row of gain 0 has norm 1. */
function makeOrthogonal(random: RandomIntegers, { weights, leaving }: AlignedLayer, entering: Float64Array): void {
  const columns = entering.length;
  const ratio = pick(random, ORTHOGONAL_NORMS);
  const norm = euclideanNorm(entering);
  const row = new Float64Array(columns);
  for (const [i, gain] of leaving.entries()) {
    fillNormal(random, row);
    const along = row.reduce((sum, entry, j) => sum + (entry / norm) * (entering[j] / norm), 0);
    const across = row.map((entry, j) => entry - along * entering[j]);
    const length = euclideanNorm(across);
    // Of a coarse draw along the signal, nothing is left: that row stays as it was.
    if (length > 1e-6) {
      const factor = (gain === 0 ? 1 : ratio * Math.abs(gain)) / length;
      weights.set(
        across.map((entry) => entry * factor + 0),
        i * columns,
      );
    }
  }
}

function scaleToGains(random: RandomIntegers, { weights, leaving }: AlignedLayer, norms: NormsOfGains): void {
  const columns = weights.length / leaving.length;
  for (const [i, gain] of leaving.entries()) {
    const row = weights.subarray(i * columns, (i + 1) * columns);
    const longer = norms === "t = 1" ? 1 : pick(random, [1, 1, 3, 10]);
    const factor = (gain === 0 ? 1 : longer * Math.abs(gain)) / euclideanNorm(row);
    row.forEach((entry, j) => {
      row[j] = entry * factor;
    });
  }
}
