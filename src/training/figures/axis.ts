/** What an axis spans, and its ticks if they are not those that Plot would choose. */
export interface Axis {
  readonly type: "linear" | "log";
  readonly domain: readonly [number, number];
  readonly ticks: readonly Tick[] | null;
  /** Where short marks without text stand. */
  readonly marks: readonly number[];
}

/** One tick of an axis. */
interface Tick {
  readonly value: number;
  readonly text: string;
}

/** Air between the curves and the frame, in parts of the span. */
const AIR = 0.05;

/** Parts of its size that a value must change by to be seen: less is rounding, and ticks would need too many digits. */
const LEAST_CHANGE = 1e-5;

/** A linear axis around the finite values, which are not negative. One value alone still gets a range of its own size. */
export function linearAxis(values: readonly number[]): Axis {
  const [low, high] = spanOf(values) ?? [0, 0];
  const least = high > low ? (high * LEAST_CHANGE) / 2 : high / 10 || 1;
  const air = Math.max((high - low) * AIR, least);
  const domain = [Math.max(0, low - air), Math.min(high + air, Number.MAX_VALUE)] as const;
  return { type: "linear", domain, ticks: null, marks: [] };
}

/** An axis from the first to the last step, without air. */
export function stepAxis(steps: readonly number[]): Axis {
  const [first, last] = spanOf(steps) ?? [0, 1];
  return { type: "linear", domain: last > first ? [first, last] : [first - 1, first + 1], ticks: null, marks: [] };
}

/** A logarithmic axis around the positive finite values, at least a decade long. */
export function logAxis(values: readonly number[]): Axis {
  const span = spanOf(values.filter((value) => value > 0)) ?? [1, 1];
  let [low, high] = span.map(Math.log10);
  const air = Math.max((high - low) * AIR, (1 - (high - low)) / 2);
  low = Math.max(low - air, Math.log10(Number.MIN_VALUE));
  high = Math.min(high + air, Math.log10(Number.MAX_VALUE));
  // 10 ** log10(x) may round past either end of the numbers.
  const domain = [Math.max(10 ** low, Number.MIN_VALUE), Math.min(10 ** high, Number.MAX_VALUE)] as const;
  return { type: "log", domain, ...logTicks(low, high) };
}

const MOST_DECADES_WITH_TEXT = 6;

/** Text at each decade, or at every n-th of many; over two decades or fewer also at 2 and 5 times each. Marks between. */
function logTicks(low: number, high: number): Pick<Axis, "ticks" | "marks"> {
  const decades = high - low;
  const every = Math.ceil(decades / MOST_DECADES_WITH_TEXT);
  const named = decades <= 2 ? [1, 2, 5] : [1];
  const all = decadesBetween(low, high).flatMap((exponent) =>
    [1, 2, 3, 4, 5, 6, 7, 8, 9].map((digit) => ({ digit, exponent, value: Number(`${digit}e${exponent}`) })),
  );
  const inside = all.filter(({ value }) => Math.log10(value) >= low && Math.log10(value) <= high);
  const withText = inside.filter(({ digit, exponent }) => named.includes(digit) && exponent % every === 0);
  const plain = withText.every(({ value }) => value >= 1e-3 && value < 1e4);
  const marked = every === 1 ? inside : every <= 3 ? inside.filter(({ digit }) => digit === 1) : [];
  return {
    ticks: withText.map(({ digit, exponent, value }) => ({
      value,
      text: plain ? String(value) : powerText(digit, exponent),
    })),
    marks: marked.filter((tick) => !withText.includes(tick)).map(({ value }) => value),
  };
}

function decadesBetween(low: number, high: number): number[] {
  const first = Math.floor(low);
  return Array.from({ length: Math.floor(high) - first + 1 }, (_, i) => first + i);
}

const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

/** 10⁻³, 5·10⁻³. */
function powerText(digit: number, exponent: number): string {
  const raised = String(exponent).replace(/[-\d]/g, (sign) => (sign === "-" ? "⁻" : SUPERSCRIPTS[Number(sign)]));
  return `${digit === 1 ? "" : `${digit}·`}10${raised}`;
}

/** The least and the greatest finite value, null if there is none. */
function spanOf(values: readonly number[]): readonly [number, number] | null {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (Number.isFinite(value)) {
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low <= high ? [low, high] : null;
}
