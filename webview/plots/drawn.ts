/** What a chart draws: points, lines and what is marked, whatever they are of. */
import type { MarkerName } from "./marker";
import type { Range } from "./zoom";

/** How a line is told apart from the others. */
export interface Look {
  readonly name: string;
  /** CSS variables of its colour, the first that the theme has. */
  readonly color: readonly string[];
  /** Told apart by the dash and by the sign on it, not by colour alone. */
  readonly dash: readonly number[];
  readonly marker?: MarkerName;
}

export interface Line<Of extends Look = Look> {
  readonly series: Of;
  /** Behind its smoothed self. */
  readonly faint: boolean;
  /** Up and down in every pixel: drawn thin and whole, for a dash could not be seen, and takes long. */
  readonly dense?: boolean;
  /** Null: nothing there, or nothing that this scale can show. */
  readonly values: readonly (number | null)[];
}

/** How far the runs that a line is the mean of are spread around it. */
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
