/** Softmax of a row, and its parts in the costs. The largest s is subtracted first, so that nothing overflows. */

/** One example's numbers. The reference backend uses float64 if a test asks for it. */
export type Row = Float32Array | Float64Array;

/** z_j ← e^(s_j − max) / Σ e^(s_k − max); s and z are rows [units]. */
export function softmax(s: Row, z: Row): void {
  const largest = largestOf(s);
  let sum = 0;
  for (let j = 0; j < s.length; j++) {
    z[j] = Math.exp(s[j] - largest);
    sum += z[j];
  }
  for (let j = 0; j < s.length; j++) z[j] = z[j] / sum;
}

/** Returns ln Σ e^s_k of a row [units]. */
export function logSumExp(s: Row): number {
  const largest = largestOf(s);
  let sum = 0;
  for (const value of s) sum += Math.exp(value - largest);
  return largest + Math.log(sum);
}

/** error_j ← Σ_k g_k ∂z_k/∂s_j = z_j (g_j − Σ_k g_k z_k): the full Jacobian, applied to g = ∂cost/∂z; in place. */
export function softmaxBackpropagate(z: Row, g: Row): void {
  let inner = 0;
  for (let k = 0; k < z.length; k++) inner += g[k] * z[k];
  for (let j = 0; j < z.length; j++) g[j] = z[j] * (g[j] - inner);
}

function largestOf(s: Row): number {
  let largest = Number.NEGATIVE_INFINITY;
  for (const value of s) largest = Math.max(largest, value);
  return largest;
}
