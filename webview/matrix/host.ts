/** The connection of the page of View Matrix to the extension host, and its view state. */
import type { MatrixHostMessage, MatrixPageMessage } from "../../src/protocol/matrixPanel";
import { Wire } from "../state/wire";
import type { Viewport } from "../weights/viewport";

export interface ViewState {
  name?: string;
  mode?: "value" | "difference";
  /** Whether image data is shown as pictures; true by default. */
  pictures?: boolean;
  /** Index of the first picture. */
  first?: number;
  /** The zoomed viewport, and the name of its matrix. */
  zoomed?: undefined | { readonly name: string; readonly view: Viewport };
  /** Top row and leftmost column of the table; undefined if it is closed. */
  table?: undefined | { readonly row: number; readonly column: number };
  /** Name of the debug session; a reloaded window continues with the next session of this name. */
  session?: string;
  /** The answer shown last, if it is small enough to be stored. */
  last?: undefined | MatrixShown;
}

export type MatrixShown = Extract<MatrixHostMessage, { type: "matrix" }>;
export type MatrixMessage = Exclude<MatrixHostMessage, { type: "answer" }>;

export class MatrixHost extends Wire<MatrixPageMessage, MatrixMessage, ViewState> {}
