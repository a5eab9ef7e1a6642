/** Reductions of a matrix; squares: Σ x². finite: 1 or 0. */
export enum Reduction {
  max,
  min,
  maxAbs,
  minAbs,
  sum,
  sumAbs,
  squares,
  finite,
}
