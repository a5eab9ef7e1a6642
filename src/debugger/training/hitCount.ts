/** Hit counts of breakpoints, in the editor's notation. */
import { say } from "../language";

/** Returns true if the breakpoint stops at this hit, counted from 1. */
export type HitCount = (hit: number) => boolean;

const shape = /^(==|=|>=|>|<=|<|%)?\s*(\d+)$/;

/** Parses 5 or == 5 (the fifth), >= 5 (from the fifth on), % 5 (every fifth). Throws an Error with the valid forms. */
export function parseHitCount(text: string): HitCount {
  const [, operator = "==", digits] = shape.exec(text.trim()) ?? [];
  const count = Number(digits);
  if (!Number.isInteger(count) || (operator === "%" && count === 0)) {
    throw new Error(
      say('"{0}" is not a hit count; write a number, optionally after ==, >=, >, <=, < or % (every n-th)', text),
    );
  }
  switch (operator) {
    case ">=":
      return (hit) => hit >= count;
    case ">":
      return (hit) => hit > count;
    case "<=":
      return (hit) => hit <= count;
    case "<":
      return (hit) => hit < count;
    case "%":
      return (hit) => hit % count === 0;
    default:
      return (hit) => hit === count;
  }
}
