/** The source of a kernel that computes one element of an array. GPU.js translates the text for its mode. */
import type { PlainFunction } from "../../core/activations";

/**
 * Arrays that a kernel reads as `this.constants.name[row][column]`, with sizes columns first; they are uploaded once.
 */
export type Constants = Readonly<
  Record<string, { readonly values: Float32Array; readonly size: readonly [number, number] }>
>;

/**
 * A kernel. Every parameter is an array [rows, columns] read as p[row][column]; `this.thread.y` and `this.thread.x` are
 * the row and column of the element.
 */
export interface KernelSource {
  readonly parameters: readonly string[];
  /** Statements that return the element. */
  readonly body: string;
  /** Functions of the core called by the body. */
  readonly functions: readonly PlainFunction[];
  readonly constants?: Constants;
}
