/** Student's t distribution for an integer number of degrees of freedom: Abramowitz and Stegun, 26.7.3 and 26.7.4. */
import { arctan } from "./elementary";

/** Returns the probability of a |t| at least as large under the null hypothesis. */
export function twoSidedP(t: number, freedom: number): number {
  const x = Math.abs(t);
  if (x === Number.POSITIVE_INFINITY) return 0;
  const cosine = 1 / Math.sqrt(1 + (x * x) / freedom);
  const sine = x / Math.sqrt(freedom + x * x);
  const isOdd = freedom % 2 === 1;
  let term = isOdd ? cosine : 1;
  let sum = freedom > 1 ? term : 0;
  for (let k = isOdd ? 3 : 2; k < freedom; k += 2) {
    term *= (cosine * cosine * (k - 1)) / k;
    sum += term;
  }
  return 1 - (isOdd ? (2 / Math.PI) * (arctan(x / Math.sqrt(freedom)) + sine * sum) : sine * sum);
}

/** Returns p of the paired t-test on two rows of numbers. Undefined for fewer than two pairs. */
export function pairedP(a: readonly number[], b: readonly number[]): number | undefined {
  const differences = a.map((value, i) => value - b[i]);
  const { length } = differences;
  if (length < 2) return undefined;
  const mean = differences.reduce((sum, value) => sum + value, 0) / length;
  const squares = differences.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (mean === 0) return 1;
  return twoSidedP(mean / Math.sqrt(squares / (length - 1) / length), length - 1);
}
