/**
 * The diverging palette: blue below zero, orange above, and zero close to the page's background. Blue and orange are
 * distinguishable with all common colour blindness.
 */
import { type ThemeKind, themeKind } from "../ui/theme";

type Color = readonly [red: number, green: number, blue: number];

interface Ends {
  readonly negative: Color;
  readonly zero: Color;
  readonly positive: Color;
}

const ends: Record<ThemeKind, Ends> = {
  light: { negative: [5, 80, 160], zero: [247, 247, 247], positive: [179, 74, 0] },
  dark: { negative: [86, 180, 255], zero: [24, 24, 28], positive: [255, 160, 60] },
  "hc-light": { negative: [0, 50, 150], zero: [235, 235, 235], positive: [150, 50, 0] },
  "hc-dark": { negative: [100, 200, 255], zero: [32, 32, 32], positive: [255, 170, 50] },
};

export const half = 127;

/** Returns the 255 colours for −1 … 1 as RGBA words. */
export function makePalette(kind: ThemeKind = themeKind()): Uint32Array {
  const { negative, zero, positive } = ends[kind];
  const bytes = new Uint8ClampedArray((2 * half + 1) * 4);
  for (let i = -half; i <= half; i++) {
    const share = (Math.abs(i) / half) ** 0.75;
    const end = i < 0 ? negative : positive;
    const mixed = zero.map((from, channel) => from + (end[channel] - from) * share);
    bytes.set([...mixed, 255], (i + half) * 4);
  }
  return new Uint32Array(bytes.buffer);
}

/** Returns the palette index of a value scaled to −half … half. */
export const indexOf = (share: number): number =>
  share >= half ? 2 * half : share <= -half ? 0 : Math.round(share) + half;

/** Returns the colour of a value, clamped to ±limit; NaN is transparent. */
export function colorOf(palette: Uint32Array, value: number, limit: number): number {
  if (Number.isNaN(value)) return 0;
  return palette[indexOf(limit > 0 ? (value / limit) * half : 0)];
}

/** Returns the colour of a value as a CSS style. */
export function styleOf(palette: Uint32Array, value: number, limit: number): string {
  const [red, green, blue] = new Uint8Array(Uint32Array.of(colorOf(palette, value, limit)).buffer);
  return `rgb(${red} ${green} ${blue})`;
}
