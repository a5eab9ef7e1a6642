/** The source of a kernel: what computes one element of an array. GPU.js translates the text for its mode. */
import type { PlainFunction } from "../../core/activations";

/**
 * Arrays that a kernel reads as `this.constants.name[row][column]`, columns first in their size: they are uploaded
 * once.
 */
export type Constants = Readonly<
  Record<string, { readonly values: Float32Array; readonly size: readonly [number, number] }>
>;

/**
 * Every parameter is an array [rows, columns] read as p[row][column]; `this.thread.y` and `this.thread.x` are the row
 * and column of the element.
 */
export interface KernelSource {
  readonly parameters: readonly string[];
  /** Statements, the last of which returns the element. */
  readonly body: string;
  /** Functions of the core that the body calls. */
  readonly functions: readonly PlainFunction[];
  readonly constants?: Constants;
}
