/** Rules for a hit: none, the largest output, or the share of outputs on the target's side of ½. */
export namespace Hit {
  export const none: i32 = 0;
  export const largest: i32 = 1;
  export const half: i32 = 2;
}
