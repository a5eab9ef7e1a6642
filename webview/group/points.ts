/** The input of a scatter plot of trials, and the positions of its points. Pure. */
import type { Scale } from "./scale";

/** Margins for the labels, in CSS pixels. */
export const margin = { left: 62, right: 12, top: 18, bottom: 38 };

export interface Points {
  readonly x: { readonly scale: Scale; readonly title: string };
  readonly y: { readonly scale: Scale; readonly title: string };
  /** Values by row of the trials' table; NaN for rows without a point. */
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
  readonly length: number;
  /** 1 for shown rows, else 0, [rows]; hidden ones are drawn faint. */
  readonly shown: Uint8Array;
  /** Selected rows. */
  readonly selected: ReadonlySet<number>;
  /** Rows of failed trials, which have no value and are drawn at the lower edge. */
  readonly failed?: readonly number[];
  /** Corners of a line from left to right, drawn in steps if `stepped`. */
  readonly line?: { readonly xs: readonly number[]; readonly ys: readonly number[]; readonly stepped: boolean };
  /** A horizontal line, with a band of `half` its width on both sides. */
  readonly level?: { readonly at: number; readonly half?: number | undefined };
  /** Strength of the colours from 0 to 1, [rows]. */
  readonly tints?: Float32Array;
}

export interface PixelPoints {
  x(value: number): number;
  y(value: number): number;
  readonly bottom: number;
}

export function pixelPoints(width: number, height: number, { x, y }: Pick<Points, "x" | "y">): PixelPoints {
  const [across, down] = [width - margin.left - margin.right, height - margin.top - margin.bottom];
  return {
    x: (value) => margin.left + x.scale.position(value) * across,
    y: (value) => height - margin.bottom - y.scale.position(value) * down,
    bottom: height - margin.bottom,
  };
}
