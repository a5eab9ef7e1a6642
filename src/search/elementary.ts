/**
 * ln, exp and the normal distribution from + − × ÷ and √ alone, which all JavaScript engines round alike, unlike
 * Math.log and Math.exp: a proposal must have the same bits wherever it is computed.
 */

/** ln x for finite x > 0: x = m · 2^k with m in [⅔, 4/3), and ln m = 2 artanh((m − 1) / (m + 1)). */
export function ln(x: number): number {
  let m = x;
  let k = 0;
  for (; m >= 4 / 3; k++) m /= 2;
  for (; m < 2 / 3; k--) m *= 2;
  const y = (m - 1) / (m + 1);
  const square = y * y;
  let series = 0;
  for (let n = 23; n >= 1; n -= 2) series = series * square + 1 / n;
  return 2 * y * series + k * Math.LN2;
}

/** e^x: x = k · ln 2 + r with |r| <= ½ ln 2, and the Taylor series of e^r. 0 below −745, as in float64. */
export function exp(x: number): number {
  if (x < -745) return 0;
  const k = Math.round(x / Math.LN2);
  const r = x - k * Math.LN2;
  let series = 1;
  for (let n = 14; n >= 1; n--) series = 1 + (series * r) / n;
  return scaled(series, k);
}

/** x · 2^k, by repeated squaring: 2^k itself may exceed float64. */
function scaled(x: number, k: number): number {
  let result = x;
  let power = k < 0 ? 0.5 : 2;
  for (let left = Math.abs(k); left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= power;
    power *= power;
  }
  return result;
}

const tail = { from: 3, terms: 60, to: 38 };

/**
 * Φ(x), the standard normal distribution function. Marsaglia's series (Evaluating the Normal Distribution, 2004) near
 * 0, Laplace's continued fraction in the tails; relative error below 1e-10, also in the tails.
 */
export function normalBelow(x: number): number {
  if (x > tail.from) return 1 - normalBelow(-x);
  if (x < -tail.to) return 0;
  const density = exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
  if (x < -tail.from) {
    let fraction = -x;
    for (let n = tail.terms; n >= 1; n--) fraction = -x + n / fraction;
    return density / fraction;
  }
  let term = x;
  let sum = x;
  for (let n = 3; Math.abs(term) > 1e-17; n += 2) {
    term *= (x * x) / n;
    sum += term;
  }
  return 0.5 + density * sum;
}

/** arctan x, for x >= 0: halves the angle three times, then uses the series. */
export function arctan(x: number): number {
  let y = x;
  for (let halving = 0; halving < 3; halving++) y /= 1 + Math.sqrt(1 + y * y);
  let series = 0;
  for (let n = 25; n >= 1; n -= 2) series = 1 / n - series * y * y;
  return 8 * y * series;
}
