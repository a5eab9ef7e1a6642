/** The input of a chart: points, lines, bands and marks. */
import type { MarkerName } from "./marker";
import type { Range } from "./zoom";

/** The appearance of a line. */
export interface SeriesStyle {
  readonly name: string;
  /** CSS variables of the colour; the first one that the theme sets is used. */
  readonly color: readonly string[];
  /** Dash pattern; dash and marker distinguish lines without colour. */
  readonly dash: readonly number[];
  readonly marker?: MarkerName;
}

export interface Line<Of extends SeriesStyle = SeriesStyle> {
  readonly series: Of;
  /** True for the raw values behind the smoothed line. */
  readonly faint: boolean;
  /** True if the line oscillates within every pixel: it is drawn thin and solid, as dashes are invisible and slow. */
  readonly dense?: boolean;
  /** Values of the points; null if missing, or not representable on the scale. */
  readonly values: readonly (number | null)[];
}

/** The spread of the runs around the line of their mean. */
interface Band {
  readonly color: readonly string[];
  readonly high: readonly (number | null)[];
  readonly low: readonly (number | null)[];
}

export interface Drawn {
  readonly spec: { readonly id: string; readonly percent: boolean; readonly stepped?: boolean };
  readonly log: boolean;
  readonly extent: Range;
  readonly range: Range;
  readonly x: readonly number[];
  readonly lines: readonly Line[];
  readonly bands?: readonly Band[];
  readonly best: { readonly epoch: number } | undefined;
  readonly changes: readonly { readonly x: number; readonly words: string }[];
}
