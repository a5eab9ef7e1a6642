/** Renders a plot as a standalone SVG: vector lines and text, in the theme's colours, from the points on the screen. */

import { figure } from "../ui/format";
import { t } from "../ui/l10n";
import type { Drawn } from "./drawn";
import { flagged } from "./flags";
import { markedPoints, signOf } from "./marker";
import { signSize } from "./marks";
import { linearTicks, logTicks, scaleOf } from "./ticks";
import type { Range } from "./zoom";

interface Ink {
  readonly background: string;
  readonly text: string;
  readonly quiet: string;
  readonly font: string;
  /** Returns the colour for a series' CSS variables. */
  readonly color: (names: readonly string[]) => string;
}

export interface SvgOptions {
  readonly title: string;
  /** Text alternative, for screen readers and readers of the file. */
  readonly description: string;
  readonly width: number;
  /** Height of the plotting area between the axes. */
  readonly height: number;
  readonly format: (value: number) => string;
  readonly ink: Ink;
  /** The epoch up to which the curves are drawn, over the axes of all epochs; undefined: all of them. */
  readonly until?: number | undefined;
}

const space = { left: 64, right: 16, bottom: 40 };
/** Approximate width of a letter at 12 px. */
const letter = 7;

export function svgOf(drawing: Drawn, options: SvgOptions): string {
  const { width, height, ink, until = Number.POSITIVE_INFINITY } = options;
  const { bands = [] } = drawing;
  const scale = scaleOf(
    [...drawing.lines.map(({ values }) => values), ...bands.flatMap(({ high, low }) => [high, low])].flat(),
    drawing.log,
    drawing.spec.percent,
  );
  const [legend, top] = legendOf(drawing, options);
  const right = width - space.right;
  const bottom = top + height;
  const { range, log } = drawing;
  const { stepped = false } = drawing.spec;
  const x = (at: number) => space.left + ((at - range[0]) / (range[1] - range[0])) * (right - space.left);
  const end = Math.min(right, Math.max(space.left, x(until) + 1));
  const along = log ? Math.log10 : (value: number) => value;
  const y = (value: number) =>
    bottom - ((along(value) - along(scale[0])) / (along(scale[1]) - along(scale[0]))) * height;
  const whole = bottom + space.bottom;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${whole}" viewBox="0 0 ${width} ${whole}" role="img" font-family="${escaped(ink.font)}" font-size="12" fill="${ink.text}">`,
    `<title>${escaped(options.title)}</title><desc>${escaped(options.description)}</desc>`,
    `<rect width="100%" height="100%" fill="${ink.background}"/>`,
    `<text x="${space.left}" y="22" font-size="15" font-weight="600">${escaped(options.title)}</text>`,
    options.until === undefined ? "" : epochOf(until, right),
    legend,
    ...axes(drawing, options, { x, y, top, bottom, right, scale }),
    `<clipPath id="plot"><rect x="${space.left}" y="${top}" width="${end - space.left}" height="${height}"/></clipPath>`,
    ...bands.map((band) => bandOf(drawing.x, band, { x, y, ink })),
    `<g fill="none" stroke-width="2" stroke-linejoin="round">`,
    ...drawing.lines.map((line, order) =>
      lineOf(drawing.x, line, order, { x, y, ink, range: [range[0], Math.min(range[1], until)], stepped }),
    ),
    "</g>",
    ...marks(drawing, { x, top, bottom, ink, until }),
    "</svg>",
    "",
  ].join("\n");
}

interface Axes {
  x: (at: number) => number;
  y: (value: number) => number;
  top: number;
  bottom: number;
  right: number;
  scale: Range;
}

function axes({ range, log }: Drawn, { width, format, ink }: SvgOptions, scales: Axes): string[] {
  const { x, y, top, bottom, right, scale } = scales;
  const grid = (d: string) => `<path d="${d}" stroke="${ink.text}" stroke-opacity=".16"/>`;
  const across = linearTicks(range, width / 90).map((at) => {
    const words = `<text x="${px(x(at))}" y="${bottom + 16}" text-anchor="middle">${figure(at)}</text>`;
    return grid(`M${px(x(at))} ${top}V${bottom}`) + words;
  });
  const up = (log ? logTicks(scale) : linearTicks(scale, 5)).map((value) => {
    const words = `<text x="${space.left - 8}" y="${px(y(value) + 4)}" text-anchor="end">${escaped(format(value))}</text>`;
    return grid(`M${space.left} ${px(y(value))}H${right}`) + words;
  });
  return [
    ...across,
    ...up,
    `<text x="${px((space.left + right) / 2)}" y="${bottom + 33}" text-anchor="middle">${escaped(t("epoch"))}</text>`,
  ];
}

function lineOf(
  xs: readonly number[],
  { series, faint, dense, values }: Drawn["lines"][number],
  order: number,
  { x, y, ink, range, stepped }: Pick<Axes, "x" | "y"> & { ink: Ink; range: Range; stepped: boolean },
): string {
  let pen = "M";
  const d = xs
    .map((at, i) => {
      const value = values[i];
      if (value === null) {
        pen = "M";
        return "";
      }
      const [left, up] = [px(x(at)), px(y(value))];
      const step = stepped && pen === "L" ? `V${up}H${left}` : `${pen}${left} ${up}`;
      pen = "L";
      return step;
    })
    .join("");
  if (d === "") return "";
  const color = ink.color(series.color);
  const dash = series.dash.length > 0 && !dense ? ` stroke-dasharray="${series.dash.join(" ")}"` : "";
  const line = `<path clip-path="url(#plot)" d="${d}" stroke="${color}"${dash}${faint ? ' stroke-opacity=".4"' : ""}${faint || dense ? ' stroke-width="1"' : ""}/>`;
  const { marker } = series;
  if (!marker || faint) return line;
  const pixels = xs.map((at, i) => (values[i] === null ? Number.NaN : x(at)));
  const inside = markedPoints(pixels, order).filter((i) => xs[i] >= range[0] && xs[i] <= range[1]);
  const signs = inside.map((i) => sign(signOf(marker), px(pixels[i]), px(y(values[i] as number)), color, ink));
  return line + signs.join("");
}

/** Returns a path per contiguous part of a band: its upper edge to the right, its lower edge back. */
function bandOf(
  xs: readonly number[],
  { color, high, low }: NonNullable<Drawn["bands"]>[number],
  { x, y, ink }: Pick<Axes, "x" | "y"> & { ink: Ink },
): string {
  const areas: string[][] = [];
  let there: string[] = [];
  let back: string[] = [];
  const close = () => {
    if (there.length > 0) areas.push([...there, ...back.reverse()]);
    [there, back] = [[], []];
  };
  for (const [i, at] of xs.entries()) {
    const [top, bottom] = [high[i], low[i]];
    if (top === null || bottom === null) close();
    else {
      there.push(`${px(x(at))} ${px(y(top))}`);
      back.push(`${px(x(at))} ${px(y(bottom))}`);
    }
  }
  close();
  const d = areas.map((corners) => `M${corners.join("L")}Z`).join("");
  return `<path clip-path="url(#plot)" d="${d}" fill="${ink.color(color)}" fill-opacity=".16"/>`;
}

const sign = (d: string, x: number, y: number, color: string, { background }: Ink) =>
  `<path d="${d}" transform="translate(${x} ${y}) scale(${signSize})" fill="${background}" stroke="${color}" stroke-width=".5"/>`;

/** Returns the legend of the visible series, wrapped to the width of the picture, and its bottom. */
function legendOf({ lines }: Drawn, { width, ink }: SvgOptions): [svg: string, bottom: number] {
  let [left, row] = [space.left, 0];
  const parts = lines
    .filter(({ faint, values }) => !faint && values.some((value) => value !== null))
    .map(({ series: { name, color: names, dash, marker } }) => {
      const wide = 34 + name.length * letter + 14;
      if (left > space.left && left + wide > width - space.right) [left, row] = [space.left, row + 1];
      const y = 42 + row * 18;
      const at = left;
      left += wide;
      const color = ink.color(names);
      const line = `<path d="M${at} ${y - 4}h26" stroke="${color}" stroke-width="2"${dash.length > 0 ? ` stroke-dasharray="${dash.join(" ")}"` : ""}/>`;
      const middle = marker ? sign(signOf(marker), at + 13, y - 4, color, ink) : "";
      return `${line}${middle}<text x="${at + 34}" y="${y}">${escaped(name)}</text>`;
    });
  return [parts.join("\n"), 56 + row * 18];
}

function marks(
  { best, changes, range }: Drawn,
  { x, top, bottom, ink, until }: Pick<Axes, "x" | "top" | "bottom"> & { ink: Ink; until: number },
): string[] {
  const middle = x((range[0] + range[1]) / 2);
  const words = (text: string, at: number, y: number, color: string) => {
    const right = at > middle;
    return `<text x="${px(at + (right ? -6 : 6))}" y="${y}" text-anchor="${right ? "end" : "start"}" fill="${color}" stroke="${ink.background}" stroke-width="4" stroke-linejoin="round" paint-order="stroke">${escaped(text)}</text>`;
  };
  const inside = best && best.epoch >= range[0] && best.epoch <= Math.min(range[1], until);
  const star = inside
    ? [
        `<path d="M${px(x(best.epoch))} ${top}V${bottom}" stroke="${ink.quiet}" stroke-dasharray="3 3"/>`,
        words(t("★ best"), x(best.epoch), bottom - 6, ink.quiet),
      ]
    : [];
  const past = changes.filter((change) => change.x <= until);
  const flags = flagged(past, range, { place: x, widthOf: (text) => text.length * letterWidth });
  const lines = flags.map(({ x: at }) => `<path d="M${px(x(at))} ${top}V${bottom}" stroke="${ink.text}"/>`);
  const labels = flags.flatMap(({ x: at, words: text, row }) =>
    row === undefined ? [] : [words(text, x(at), top + 12 + row * 14, ink.text)],
  );
  return [...star, ...lines, ...labels];
}

/** Returns the number of the epoch at the right of the title. */
const epochOf = (epoch: number, right: number): string =>
  `<text x="${right}" y="22" font-size="15" font-weight="600" text-anchor="end">${escaped(t("epoch {0}", epoch))}</text>`;

/** Upper estimate of the mean width of a letter of 12 pixels: a file is laid out without its font. */
const letterWidth = 7;

/** Rounds to hundredths of a pixel. */
const px = (value: number) => Math.round(value * 100) / 100;

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
