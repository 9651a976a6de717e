import { euclideanNorm } from "../arithmetic/euclideanNorm";
import { powerOfTwo } from "../arithmetic/rounding/powerOfTwo";
import { keepFromZero } from "./drawRows";
import { fillNormal, isOneIn, pick, type RandomIntegers, weighted } from "./draws";

/**
 * How the gains of a layer are made. "of the rows": ‖W_i‖, as PyTorch starts (t_i = 1). "ones": as Flax starts. "norm 1": unequal, ‖g‖ = 1.
 * "scales": each of a scale of its own. "paper": 1/√m.
 */
export type Gains =
  | "paper"
  | "equal"
  | "norm 1"
  | "of the rows"
  | "ones"
  | "normal"
  | "scales"
  | "some zero"
  | "one-hot";

/** Each choice as often as its weight says. */
const GAIN_CHOICES = weighted<Gains>({
  paper: 2,
  equal: 3,
  "norm 1": 4,
  "of the rows": 4,
  ones: 2,
  normal: 3,
  scales: 4,
  "some zero": 3,
  "one-hot": 2,
});

type Signs = "positive" | "negative" | "any";
const SIGN_CHOICES = weighted<Signs>({ positive: 3, negative: 1, any: 3 });

const EQUAL_GAINS = [1e-3, 0.03, 0.1, 0.5, 1, 2, 10];
/** log₂ of the smallest and of the largest scale. */
const SCALES = { least: -10, most: 9 };

/** How the gains of each layer are made: mostly alike in the whole network. */
export function drawGainKinds(random: RandomIntegers, depth: number): readonly Gains[] {
  const common = isOneIn(random, 4) ? null : pick(random, GAIN_CHOICES);
  return Array.from({ length: depth }, () => common ?? pick(random, GAIN_CHOICES));
}

/**
 * g of one layer, m numbers, or null for 1/√m in each row.
 *
 * @param rowNorms ‖W_i‖, m numbers
 */
export function drawGains(random: RandomIntegers, kind: Gains, rowNorms: Float64Array): Float64Array | null {
  if (kind === "paper") {
    return null;
  }
  const signs = kind === "ones" ? "positive" : pick(random, SIGN_CHOICES);
  const sizes = drawSizes(random, kind, rowNorms);
  // + 0 turns -0 into 0: a file does not tell them apart.
  return sizes.map((size) => size * (signs === "negative" || (signs === "any" && isOneIn(random, 2)) ? -1 : 1) + 0);
}

/** Gains before their signs. */
function drawSizes(random: RandomIntegers, kind: Exclude<Gains, "paper">, rowNorms: Float64Array): Float64Array {
  const gains = new Float64Array(rowNorms.length);
  switch (kind) {
    case "of the rows":
      return rowNorms;
    case "ones":
      return gains.fill(1);
    case "equal":
      return gains.fill(pick(random, EQUAL_GAINS));
    case "scales":
      return gains.map(() => drawScale(random));
    case "one-hot":
      gains[random.nextInt(0, gains.length - 1)] = drawScale(random);
      return gains;
    case "some zero":
      if (isOneIn(random, 6)) {
        return gains;
      }
      fillNormal(random, gains);
      return gains.map((gain) => (isOneIn(random, 3) ? 0 : Math.abs(gain)));
    case "normal":
    case "norm 1": {
      fillNormal(random, gains);
      keepFromZero(gains);
      const factor = kind === "normal" ? 1 : 1 / euclideanNorm(gains);
      return gains.map((gain) => Math.abs(gain) * factor);
    }
  }
}

/** About as likely in each octave from 2^-10 to 2^10. */
function drawScale(random: RandomIntegers): number {
  return (1 + random.nextInt(0, 1023) / 1024) * powerOfTwo(random.nextInt(SCALES.least, SCALES.most));
}
