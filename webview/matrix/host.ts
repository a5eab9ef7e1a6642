/** The end of the wire of the page of View Matrix, and what it remembers over hiding. */
import type { MatrixHostMessage, MatrixPageMessage } from "../../src/protocol/matrixPanel";
import { Wire } from "../state/wire";
import type { Viewport } from "../weights/viewport";

export interface ViewState {
  name?: string;
  mode?: "value" | "difference";
  /** Whether pictures are shown where there are some. */
  pictures?: boolean;
  /** The first picture. */
  first?: number;
  /** The stretch that is zoomed to, and of which matrix. */
  stretch?: undefined | { readonly name: string; readonly view: Viewport };
  /** The uppermost row and leftmost column of the table, where it is open. */
  table?: undefined | { readonly row: number; readonly column: number };
  /** The name of the debug session, which lets a reloaded window go on with the next of this name. */
  session?: string;
  /** What was shown last, where it is small enough to be kept. */
  last?: undefined | MatrixShown;
}

export type MatrixShown = Extract<MatrixHostMessage, { type: "matrix" }>;
export type MatrixMessage = Exclude<MatrixHostMessage, { type: "answer" }>;

export class MatrixHost extends Wire<MatrixPageMessage, ViewState> {
  onMessage(listener: (message: MatrixMessage) => void): void {
    this.onData(listener);
  }
}
