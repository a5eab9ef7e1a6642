/** Colours of classes and values, distinguishable with all common colour blindness, on light and dark themes. */
import { type ThemeKind, themeKind } from "../ui/theme";

export type Color = readonly [red: number, green: number, blue: number];

/** Class colours after Okabe and Ito 2008; the first two are the ends of the weights' palette. */
const onLight: readonly Color[] = [
  [0, 104, 178],
  [206, 99, 0],
  [0, 138, 100],
  [180, 80, 140],
  [150, 120, 0],
  [70, 150, 210],
  [110, 70, 50],
  [100, 100, 100],
];
const onDark: readonly Color[] = [
  [86, 170, 245],
  [255, 160, 60],
  [60, 200, 150],
  [230, 140, 195],
  [235, 220, 90],
  [140, 150, 255],
  [200, 150, 120],
  [170, 170, 170],
];
const grounds: Record<ThemeKind, Color> = {
  light: [250, 250, 250],
  dark: [24, 24, 28],
  "hc-light": [255, 255, 255],
  "hc-dark": [0, 0, 0],
};

export const ground = (): Color => grounds[themeKind()];

/** Returns the colour of a class; with more classes than colours, some share one and differ by marker and name. */
export function classColor(index: number): Color {
  const colors = themeKind().endsWith("dark") ? onDark : onLight;
  return colors[index % colors.length];
}

/** Perceptually uniform scale from dark to light (viridis of Smith and van der Walt). */
const scale: readonly Color[] = [
  [68, 1, 84],
  [71, 44, 122],
  [59, 81, 139],
  [44, 113, 142],
  [33, 144, 141],
  [39, 173, 129],
  [92, 200, 99],
  [170, 220, 50],
  [253, 231, 37],
];

/** @param share position on the scale, from 0 to 1 */
export function scaleColor(share: number): Color {
  const at = Math.max(0, Math.min(1, share)) * (scale.length - 1);
  const low = Math.min(scale.length - 2, Math.floor(at));
  return mix(scale[low], scale[low + 1], at - low);
}

export const mix = (a: Color, b: Color, share: number): Color => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];

export const css = ([red, green, blue]: Color): string =>
  `rgb(${Math.round(red)}, ${Math.round(green)}, ${Math.round(blue)})`;

/** Returns an opaque colour as an RGBA word of ImageData. */
export const word = ([red, green, blue]: Color): number =>
  ((255 << 24) | (Math.round(blue) << 16) | (Math.round(green) << 8) | Math.round(red)) >>> 0;
