/** Figures as they are drawn by the built files: jest cannot load Observable Plot, so another process draws and looks. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Curve, type CurvePoint, curvesFromCsv } from "../../src/training/figures/curve";
import type { Figure } from "../../src/training/figures/drawFigure";

const root = join(__dirname, "..", "..");
const folder = mkdtempSync(join(tmpdir(), "figures-"));
afterAll(() => rmSync(folder, { recursive: true }));

interface Drawn {
  readonly error?: string;
  readonly svg: string;
  readonly csv: string;
  readonly signature: string;
  readonly size: readonly [number, number];
  /** Texts by the label of the group they stand in. */
  readonly texts: Record<"title" | "legend" | "caption", readonly string[]>;
  readonly panels: readonly DrawnPanel[];
  /** Dark pixels of the PNG around each line of text, and at the right edge. */
  readonly dark: Record<"title" | "caption" | "axisLabels", readonly number[]> & { readonly edge: number };
  /** Characters that the font has no picture for. */
  readonly missing: readonly string[];
}

interface DrawnPanel {
  readonly letter: string;
  readonly labels: readonly string[];
  readonly ticks: Record<"x" | "y", readonly { readonly text: string; readonly at: readonly [number, number] }[]>;
  readonly lines: readonly { readonly path: string; readonly dashes: string | null; readonly stroke: string }[];
  readonly dots: number;
}

/** Text in, text out, as JSON cannot say NaN. */
const CHILD = String.raw`
const { writeFigure } = require(process.argv[1] + "/dist/training/figures/writeFigure.js");
const { readFileSync } = require("node:fs");
const { Resvg } = require("@resvg/resvg-js");
const fontFiles = [require.resolve("dejavu-fonts-ttf/ttf/DejaVuSans.ttf")];
const font = { loadSystemFonts: false, fontFiles, defaultFontFamily: "DejaVu Sans" };
const pixelsOf = (svg) => new Resvg(svg, { font }).render().pixels.toString("latin1");
const glyph = (text) => pixelsOf('<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><text x="5" y="20">' + text + "</text></svg>");

async function draw(index, figure) {
  const { DOMParser } = await import("linkedom");
  const files = await writeFigure(process.argv[2] + "/" + index, "figure", figure);
  const svg = readFileSync(files.svg, "utf8");
  const png = readFileSync(files.png);
  new Resvg(svg); // A strict parser of XML, which linkedom is not.
  const document = new DOMParser().parseFromString(svg, "image/svg+xml");
  const all = (selector, from = document) => [...from.querySelectorAll(selector)];
  const textsIn = (label, from = document) => all('[aria-label="' + label + '"] text', from);
  const shift = (element) => /translate\(([^,]+),([^)]+)\)/.exec(element.getAttribute("transform")).slice(1).map(Number);
  const width = png.readUInt32BE(16);
  const height = png.readUInt32BE(20);
  const picture = '<svg xmlns="http://www.w3.org/2000/svg" width="' + width + '" height="' + height + '"><image width="' + width +
    '" height="' + height + '" href="data:image/png;base64,' + png.toString("base64") + '"/></svg>';
  const pixels = new Resvg(picture).render().pixels;
  const dark = (left, top, right, bottom) => {
    let count = 0;
    for (let y = Math.round(2 * top); y < 2 * bottom; y++) {
      for (let x = Math.round(2 * left); x < 2 * right; x++) {
        const at = 4 * (y * width + x);
        count += pixels[at] < 100 && pixels[at + 1] < 100 && pixels[at + 2] < 100 && pixels[at + 3] > 200 ? 1 : 0;
      }
    }
    return count;
  };
  const line = (text) => dark(10, text.getAttribute("y") - 11, width / 2, Number(text.getAttribute("y")) + 1);
  const panels = all('[aria-label^="panel"]');
  const absent = glyph("\u{10fffd}");
  const blank = glyph("");
  return {
    svg, csv: readFileSync(files.csv, "utf8"), signature: png.toString("hex", 0, 8), size: [width, height],
    texts: Object.fromEntries(["title", "legend", "caption"].map((label) => [label, textsIn(label).map((text) => text.textContent)])),
    panels: panels.map((panel) => ({
      letter: panel.getAttribute("aria-label"),
      labels: [...textsIn("x-axis label", panel), ...textsIn("y-axis label", panel)].map((text) => text.textContent),
      ticks: Object.fromEntries(["x", "y"].map((axis) => [axis, textsIn(axis + "-axis tick label", panel)
        .map((text) => ({ text: text.textContent, at: shift(text) }))])),
      lines: all('[aria-label="line"] path', panel).map((path) => ({
        path: path.getAttribute("d"),
        dashes: path.parentNode.getAttribute("stroke-dasharray"),
        stroke: path.parentNode.getAttribute("stroke"),
      })),
      dots: all('[aria-label="dot"] circle', panel).length,
    })),
    dark: {
      title: textsIn("title").map(line),
      caption: textsIn("caption").map(line),
      axisLabels: panels.map((panel) => { const [x, y] = shift(panel); return dark(x, y + 60, x + 20, y + 260); }),
      edge: dark(width / 2 - 5, 0, width / 2, height / 2),
    },
    missing: [...new Set(document.documentElement.textContent)]
      .filter((letter) => /\S/.test(letter) && !/[<&]/.test(letter) && [absent, blank].includes(glyph(letter))),
  };
}

const figures = JSON.parse(readFileSync(0, "utf8"), (key, value) => typeof value === "string" && /^(NaN|-?Infinity)$/.test(value) ? Number(value) : value);
Promise.all(figures.map((figure, i) => draw(i, figure).catch((error) => ({ error: error.message }))))
  .then((drawn) => console.log(JSON.stringify(drawn)));
`;

function drawInChild<Name extends string>(figures: Record<Name, Figure>): Record<Name, Drawn> {
  const input = JSON.stringify(Object.values(figures), (_, value) =>
    typeof value === "number" && !Number.isFinite(value) ? String(value) : value,
  );
  const options = { cwd: root, encoding: "utf8", input, maxBuffer: 2 ** 28 } as const;
  const { stdout, stderr } = spawnSync(process.execPath, ["-e", CHILD, root, folder], options);
  if (stdout === "") {
    throw new Error(stderr);
  }
  const drawn: Drawn[] = JSON.parse(stdout);
  return Object.fromEntries(Object.keys(figures).map((name, i) => [name, drawn[i]])) as Record<Name, Drawn>;
}

const run = {
  dataset: "CIFAR-10",
  depth: 3,
  activation: "tanh",
  seed: 7,
  batch: 256,
  rate: 0.05,
  rowRange: 5,
} as const;

function curve(width: number, steps: number, change: (point: CurvePoint) => Partial<CurvePoint> = () => ({})): Curve {
  const points = Array.from({ length: steps + 1 }, (_, step) => {
    const noise = 1 + 0.5 * Math.sin(step * step + width);
    const ratio = noise * (0.01 + Math.exp((-5 * step) / (steps + 1)));
    const point = { step, loss: 2.3 / (1 + step), minWeightNorm: 2.5 + step / (steps + 1), gradientToLossRatio: ratio };
    return { ...point, ...change(point) };
  });
  return { ...run, width, records: 50_000, points };
}

const SPIKE = { step: 12_345, gradientToLossRatio: 300, minWeightNorm: 4 };
const DIP = { step: 6_789, gradientToLossRatio: 2e-5, minWeightNorm: 2 };
/** In the dip's pixel column: it must not stand in for the least value that can be drawn. */
const ZERO = { step: DIP.step + 1, gradientToLossRatio: 0 };
const spiky = curve(2048, 20_000, ({ step }) => [SPIKE, DIP, ZERO].find((extreme) => extreme.step === step) ?? {});
const sparse = curve(64, 40, ({ step }) => ({
  minWeightNorm: step === 10 || step === 12 ? Number.NaN : step === 30 ? Number.POSITIVE_INFINITY : 3 + step,
  gradientToLossRatio: step === 20 ? 0 : 1 + step,
}));

const drawn = drawInChild({
  long: { title: "Figure 1. CIFAR-10", curves: [curve(1024, 20_000), spiky] },
  marked: { title: "a < b & “c” \u0007", curves: [{ ...curve(512, 50), batch: "full", rate: 0.5 }, curve(1024, 60)] },
  sparse: { title: "Gaps", curves: [sparse] },
  single: { title: "One point", curves: [curve(64, 0)] },
  constant: { title: "Constant", curves: [curve(64, 30, () => ({ minWeightNorm: 0, gradientToLossRatio: 0.25 }))] },
  hopeless: {
    title: "Nothing",
    curves: [curve(64, 300, () => ({ minWeightNorm: Number.NaN, gradientToLossRatio: 0 }))],
  },
  extreme: {
    title: "All of float64",
    curves: [
      curve(64, 3, ({ step }) => ({
        minWeightNorm: step * 5e307,
        gradientToLossRatio: step % 2 === 0 ? Number.MIN_VALUE : Number.MAX_VALUE,
      })),
    ],
  },
  empty: { title: "Empty", curves: [curve(64, 3), { ...curve(128, 3), points: [] }] },
  none: { title: "None", curves: [] },
  backwards: { title: "Backwards", curves: [curve(64, 3, ({ step }) => ({ step: 3 - step }))] },
});

test("one document: axes, letters, legend, nothing from outside", () => {
  const { svg, panels, texts } = drawn.long;
  expect(panels.map(({ letter, labels }) => [letter, ...labels])).toEqual([
    ["panel (a)", "iteration", "min row norm ω"],
    ["panel (b)", "iteration", "‖∇L‖² / L"],
  ]);
  expect(texts).toMatchObject({ title: ["Figure 1. CIFAR-10"], legend: ["m = 1024", "m = 2048"] });
  expect(svg).toMatch(/<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" width="\d+" height="\d+" viewBox="0 0 \d+ \d+"/);
  expect(svg).toContain('font-family="DejaVu Sans, Verdana, sans-serif"');
  expect(svg.match(/<svg/g)).toHaveLength(1);
  expect(svg.match(/https?:|href|url\(|<style|<script|<div|<figure|<span/g)).toEqual(["http:"]);
});

test("the caption says how to repeat the run; what differs is given for each curve", () => {
  const caption = drawn.long.texts.caption.join(" ");
  for (const fact of ["CIFAR-10, 50,000 records", "depth 3, tanh", "widths 1024, 2048", "seed 7", "batch 256"]) {
    expect(caption).toContain(fact);
  }
  expect(caption).toMatch(/uniform in \[−5\/√m, 5\/√m\].*learning rate 0\.05; 20,001 steps/);
  expect(caption).toMatch(/running median over 6\d\d points/);
  const mixed = drawn.marked.texts.caption.join(" ").replace(/\u00a0/g, " ");
  expect(mixed).toContain("full batch (m = 512), batch 256 (m = 1024)");
  expect(mixed).toContain("learning rate 0.5 (m = 512), 0.05 (m = 1024)");
  expect(drawn.marked.texts.title).toEqual(["a < b & “c” ?"]);
});

test("curves differ in dashes, not in colour alone", () => {
  for (const { lines } of drawn.marked.panels) {
    expect(new Set(lines.map(({ dashes }) => dashes)).size).toBe(2);
    expect(new Set(lines.map(({ stroke }) => stroke)).size).toBe(2);
  }
});

test("the PNG has twice the size, and its texts are there without system fonts", () => {
  const { svg, signature, size, dark, texts, missing } = drawn.long;
  expect(signature).toBe("89504e470d0a1a0a");
  const [, width, height] = /width="(\d+)" height="(\d+)"/.exec(svg) ?? [];
  expect(size).toEqual([2 * Number(width), 2 * Number(height)]);
  for (const part of ["title", "caption"] as const) {
    dark[part].forEach((count, i) => {
      expect(count).toBeGreaterThan(10 * texts[part][i].length);
    });
  }
  expect(Math.min(...dark.axisLabels)).toBeGreaterThan(200);
  expect(dark.edge).toBe(0);
  expect(missing).toEqual([]);
});

/** Where a value stands, from two ticks and their texts alone. */
function placeOf(
  ticks: DrawnPanel["ticks"]["x"],
  side: 0 | 1,
  value: number,
  scale: (value: number) => number,
): number {
  const named = ticks.filter(({ text }) => text !== "");
  const [first, last] = [named[0], named[named.length - 1]].map(({ text, at }) => {
    const power = /^10([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)$/
      .exec(text)?.[1]
      .replace(/./g, (sign) => "-0123456789"["⁻⁰¹²³⁴⁵⁶⁷⁸⁹".indexOf(sign)]);
    return { at: at[side], value: scale(power === undefined ? Number(text.replace(/,/g, "")) : 10 ** Number(power)) };
  });
  return first.at + ((scale(value) - first.value) / (last.value - first.value)) * (last.at - first.at);
}

function pointsOf(path: string): [number, number][] {
  return [...path.matchAll(/([-\d.e]+),([-\d.e]+)/g)].map(([, x, y]) => [Number(x), Number(y)]);
}

test.each([
  ["spike", SPIKE],
  ["dip", DIP],
])("the %s of one step in 20,000 is on the drawn path, at its pixel", (_, extreme) => {
  const identity = (value: number): number => value;
  const panels = [
    { panel: drawn.long.panels[0], value: extreme.minWeightNorm, scale: identity },
    { panel: drawn.long.panels[1], value: extreme.gradientToLossRatio, scale: Math.log10 },
  ];
  for (const { panel, value, scale } of panels) {
    const x = placeOf(panel.ticks.x, 0, extreme.step, identity);
    const y = placeOf(panel.ticks.y, 1, value, scale);
    const distances = panel.lines.flatMap(({ path }) => pointsOf(path).map(([px, py]) => Math.hypot(px - x, py - y)));
    expect(Math.min(...distances)).toBeLessThan(0.05);
    expect(Math.max(...panel.lines.map(({ path }) => pointsOf(path).length))).toBeLessThan(2000);
  }
});

test("the CSV file keeps every point", () => {
  const [first, second] = curvesFromCsv(drawn.long.csv);
  // As text: `toEqual` takes seconds for so many.
  expect(JSON.stringify(first.points)).toBe(JSON.stringify(curve(1024, 20_000).points));
  expect(second).toEqual({ dataset: "CIFAR-10", width: 2048, seed: 7, points: spiky.points });
  expect(curvesFromCsv(drawn.sparse.csv)[0].points).toEqual(sparse.points);
});

test("values that are not finite, and 0 on the logarithmic axis, are gaps", () => {
  const [a, b] = drawn.sparse.panels;
  const runs = (panel: DrawnPanel): number[] =>
    panel.lines[0].path
      .split("M")
      .slice(1)
      .map((run) => pointsOf(run).length);
  expect(runs(a)).toEqual([10, 1, 17, 10]);
  expect(a.dots).toBe(1);
  expect(runs(b)).toEqual([20, 20]);
  expect(drawn.sparse.texts.caption.join(" ")).toMatch(/Not drawn: 1 ratio not above 0\. Gaps: 3 points not finite\./);
});

test.each(["single", "constant", "hopeless", "extreme"] as const)(
  "%s: axes with a length, and coordinates that are numbers",
  (name) => {
    const { error, svg, panels, missing } = drawn[name];
    expect(error).toBeUndefined();
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
    expect(missing).toEqual([]);
    for (const { ticks, lines, dots } of panels) {
      for (const [axis, side] of [
        ["x", 0],
        ["y", 1],
      ] as const) {
        const places = ticks[axis].map(({ at }) => at[side]);
        expect(Math.max(...places) - Math.min(...places)).toBeGreaterThan(100);
        expect(new Set(ticks[axis].map(({ text }) => text)).size).toBe(ticks[axis].length);
      }
      expect(dots).toBe(name === "single" ? 1 : 0);
      if (name === "extreme") {
        const heights = pointsOf(lines[0].path).map(([, y]) => y);
        expect(Math.max(...heights) - Math.min(...heights)).toBeGreaterThan(200);
      }
    }
  },
);

test("what cannot be drawn is named", () => {
  expect(drawn.empty.error).toBe("curve CIFAR-10, m = 128, seed 7: found no points, expected at least one");
  expect(drawn.none.error).toMatch(/curves: found none/);
  expect(drawn.backwards.error).toMatch(/m = 64, seed 7: steps: found 2 after 3/);
});
