/** How often a breakpoint is reached before it stops, as the editor's hit count has it. */

/** Whether the hit of this number, from 1, counts. */
export type HitCount = (hit: number) => boolean;

const shape = /^(==|=|>=|>|<=|<|%)?\s*(\d+)$/;

/** 5 and == 5: the fifth; >= 5: from the fifth on; % 5: every fifth. Throws an Error that says what can be written. */
export function parseHitCount(text: string): HitCount {
  const [, operator = "==", digits] = shape.exec(text.trim()) ?? [];
  const count = Number(digits);
  if (!Number.isInteger(count) || (operator === "%" && count === 0)) {
    throw new Error(`"${text}" is no hit count; write a number, or one behind ==, >=, >, <=, < or % (every so many)`);
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
