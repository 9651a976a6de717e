import { floatGains } from "../network/gains";
import type { Network } from "../network/network";
import { SHIFTS } from "./drawPaperNetwork";
import { fillNormal, isOneIn, pick, type RandomIntegers, weighted } from "./draws";

/** How the biases of a network are made. "one shift": the activation's. "by layer": equal in each. "along the gains": β g with β >= 0. */
type Biases = "none" | "one shift" | "by layer" | "along the gains" | "some zero" | "small" | "order one" | "large";

/** Each choice as often as its weight says. */
const BIAS_CHOICES = weighted<Biases>({
  none: 5,
  "one shift": 2,
  "by layer": 1,
  "along the gains": 3,
  "some zero": 2,
  small: 2,
  "order one": 3,
  large: 1,
});

const NONZERO_SHIFTS = SHIFTS.filter((shift) => shift !== 0);
/** β of biases along the gains. */
export const ALONG_GAINS = [0, 0.01, 0.3, 1, 1, 10];

/** b^1 … b^L, or the shift in their place. */
interface DrawnBiases {
  readonly shift: number;
  readonly biases: Network["biases"];
}

export function drawBiases(random: RandomIntegers, parts: Pick<Network, "widths" | "gains">): DrawnBiases {
  const kind = pick(random, BIAS_CHOICES);
  const none = parts.widths.map(() => null);
  if (kind === "none" || kind === "one shift") {
    return { shift: kind === "none" ? 0 : pick(random, NONZERO_SHIFTS), biases: none };
  }
  const hasGaps = isOneIn(random, 4);
  const biases = parts.widths.map((width, l) => {
    const drawn = kind === "along the gains" ? alongGains(random, parts, l) : drawLayer(random, kind, width);
    return hasGaps && isOneIn(random, 2) ? null : drawn;
  });
  return { shift: 0, biases };
}

function drawLayer(
  random: RandomIntegers,
  kind: Exclude<Biases, "none" | "one shift" | "along the gains">,
  width: number,
): Float64Array {
  const biases = new Float64Array(width);
  if (kind === "by layer") {
    return biases.fill(pick(random, SHIFTS));
  }
  fillNormal(random, biases);
  const size = { "some zero": 1, small: 0.01, "order one": 1, large: 10 }[kind];
  return biases.map((bias) => (kind === "some zero" && isOneIn(random, 2) ? 0 : size * bias + 0));
}

function alongGains(random: RandomIntegers, parts: Pick<Network, "widths" | "gains">, l: number): Float64Array {
  const factor = pick(random, ALONG_GAINS);
  return floatGains(parts, l).map((gain) => factor * gain + 0);
}
