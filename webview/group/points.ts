/** Trials as points: what is drawn of them, and where on a picture. Pure. */
import type { Scale } from "./scale";

/** CSS pixels around the points, for what is written. */
export const margin = { left: 62, right: 12, top: 18, bottom: 38 };

export interface Points {
  readonly x: { readonly scale: Scale; readonly title: string };
  readonly y: { readonly scale: Scale; readonly title: string };
  /** By row of the trials' table; NaN: nowhere. */
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
  readonly length: number;
  /** By row: 1 where it is shown; those that are left out are drawn faint. */
  readonly shown: Uint8Array;
  /** Rows. */
  readonly selected: ReadonlySet<number>;
  /** Without a figure, at the lower edge. */
  readonly failed?: readonly number[];
  /** Corners of a line: steps from left to right. */
  readonly line?: { readonly xs: readonly number[]; readonly ys: readonly number[]; readonly stepped: boolean };
  /** A horizontal line, and a band around it. */
  readonly level?: { readonly at: number; readonly half?: number | undefined };
  /** By row, from 0 to 1: how strong a point's colour is. */
  readonly tints?: Float32Array;
}

export interface Places {
  x(value: number): number;
  y(value: number): number;
  readonly bottom: number;
}

export function placesIn(width: number, height: number, { x, y }: Pick<Points, "x" | "y">): Places {
  const [across, down] = [width - margin.left - margin.right, height - margin.top - margin.bottom];
  return {
    x: (value) => margin.left + x.scale.place(value) * across,
    y: (value) => height - margin.bottom - y.scale.place(value) * down,
    bottom: height - margin.bottom,
  };
}
