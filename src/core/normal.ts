/**
 * Normal random numbers from uniform ones, by the inverse of the normal distribution function: each uniform number
 * gives one normal number, independent of its neighbours. M. J. Wichura, Algorithm AS 241 (PPND16), 1988; relative
 * error 1e-16. Only + − × ÷ and square roots, which all JavaScript engines round alike; Math.log differs between them.
 */

const central = {
  over: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.693765509461, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  under: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852545,
  ],
};
const middle = {
  over: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  under: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
};
const tail = {
  over: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 2.7115555687434876e-5, 2.0103343992922881e-7,
  ],
  under: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 1.8463183175100548e-5,
    1.4215117583164459e-7, 2.0442631033899397e-15,
  ],
};

/** Returns the z with Φ(z) = u, for u in (0, 1). */
export function inverseNormal(u: number): number {
  const q = u - 0.5;
  if (Math.abs(q) <= 0.425) return q * ratio(central, 0.180625 - q * q);
  const r = Math.sqrt(-logarithm(q < 0 ? u : 1 - u));
  const z = r <= 5 ? ratio(middle, r - 1.6) : ratio(tail, r - 5);
  return q < 0 ? -z : z;
}

/**
 * ln u for u in (0, 1): u = m · 2^−k with m in [⅔, 4/3), and ln m = 2 artanh((m − 1) / (m + 1)), a truncated series.
 */
function logarithm(u: number): number {
  let m = u;
  let k = 0;
  for (; m < 2 / 3; k++) m *= 2;
  const x = (m - 1) / (m + 1);
  let series = 0;
  for (let n = 23; n >= 1; n -= 2) series = series * x * x + 1 / n;
  return 2 * x * series - k * Math.LN2;
}

/** Returns the quotient of two polynomials, each by Horner's rule. */
function ratio({ over, under }: { over: number[]; under: number[] }, x: number): number {
  const horner = (coefficients: number[]) => coefficients.reduceRight((sum, c) => sum * x + c, 0);
  return horner(over) / horner(under);
}
