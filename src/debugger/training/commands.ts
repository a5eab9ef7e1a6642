/**
 * Commands of the debug console that move the training: `goto 12:340` to a minibatch, `terms z1[3,5]` into the sum that
 * computes an element.
 */

import { say } from "../language";
import { parseTarget } from "./assignment";
import type { Jumps } from "./jumps";
import type { Head, Navigator } from "./navigator";
import { type Element, summed } from "./terms";

export interface Command {
  /** Description of the destination. */
  readonly result: string;
  move(): Promise<void>;
}

export class Commands {
  constructor(
    private readonly navigator: Navigator,
    private readonly head: Pick<Head, "total">,
    private readonly jumps: Jumps,
  ) {}

  /** Parses a command; undefined for other text. Throws an Error that states the valid forms. */
  parse(text: string): Command | undefined {
    const place = this.jumps.parse(text);
    if (place) return { result: this.jumps.nameOf(place), move: () => this.navigator.jump(place) };
    return /^\s*terms(\s|$)/.test(text) ? this.terms(text.replace(/^\s*terms/, "")) : undefined;
  }

  /** Names of the matrices whose elements are sums. */
  get summed(): readonly string[] {
    return this.navigator.stepper.operations.flatMap(({ operation }) => summed(operation));
  }

  private terms(text: string): Command {
    const { stepper, place } = this.navigator;
    const target = parseTarget(text);
    const operation = stepper.operations.findIndex((each) => target && summed(each.operation).includes(target.name));
    if (!target || operation < 0) throw new Error(say("write terms z1[3,5]; terms has {0}", this.summed.join(", ")));
    if (place.done >= this.head.total) throw new Error(say("the training is over; step back first"));
    const element = this.elementOf(target.name, target.indices);
    const there = this.jumps.nameOf({ done: place.done, operation });
    return {
      result: `${say("{0}, term by term", `${target.name}${text.slice(text.indexOf("[")).trim()}`)} · ${there}`,
      move: () => this.navigator.intoAnother(operation, element),
    };
  }

  /** Returns one element of a matrix; throws an Error if it does not exist. */
  private elementOf(name: string, indices: readonly (number | undefined)[]): Element {
    const { rows, columns } = this.navigator.stepper.shapeOf(name);
    const isVector = /^(b|Gb|alpha|Galpha)\d/.test(name);
    const [row, column] = isVector && indices.length === 1 ? [0, indices[0]] : indices;
    if (row !== undefined && column !== undefined && row < rows && column < columns) return { name, row, column };
    const example = isVector ? `${name}[${columns - 1}]` : `${name}[${rows - 1},${columns - 1}]`;
    throw new Error(say("name one element of {0}, up to {1}; indices count from 0", name, example));
  }
}
