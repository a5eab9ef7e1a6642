/**
 * Aligns a layout of points in the plane with another one of the same points, so that the picture does not jump.
 * Orientation means nothing in either method: UMAP's may turn freely, PCA's axes may change their signs and places.
 */

/** Coordinates of points, both [count]. */
export interface Layout {
  readonly x: ArrayLike<number>;
  readonly y: ArrayLike<number>;
}

export interface Plane {
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/**
 * Procrustes: returns the layout turned, mirrored if that fits better, and moved to be as near to the other as
 * possible, by the sum of squared distances. It is not scaled: distances keep their meaning.
 */
export function aligned(layout: Layout, fixed: Layout): Plane {
  const [from, to] = [centred(layout), centred(fixed)];
  const [xx, xy, yx, yy] = products(from, to);
  const isMirrored = Math.hypot(xx - yy, xy + yx) > Math.hypot(xx + yy, xy - yx);
  const side = isMirrored ? -1 : 1;
  const angle = Math.atan2(xy - side * yx, xx + side * yy);
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return {
    x: from.x.map((x, i) => c * x - side * s * from.y[i] + to.mean[0]),
    y: from.x.map((x, i) => s * x + side * c * from.y[i] + to.mean[1]),
  };
}

/** Which of two axes is horizontal and which vertical, and their signs. */
export interface AxesOrder {
  readonly order: readonly [horizontal: 0 | 1, vertical: 0 | 1];
  readonly signs: readonly [1 | -1, 1 | -1];
}

/** Returns the order and the signs of the layout's axes that fit the other layout best. */
export function alignedAxes(layout: Layout, fixed: Layout): AxesOrder {
  const [xx, xy, yx, yy] = products(centred(layout), centred(fixed));
  const sign = (value: number) => (value < 0 ? -1 : 1);
  if (Math.abs(xy) + Math.abs(yx) > Math.abs(xx) + Math.abs(yy)) {
    return { order: [1, 0], signs: [sign(yx), sign(xy)] };
  }
  return { order: [0, 1], signs: [sign(xx), sign(yy)] };
}

export function withAxes({ x, y }: Layout, { order, signs }: AxesOrder): Plane {
  const axis = (i: 0 | 1) => Float64Array.from(order[i] === 0 ? x : y, (value) => signs[i] * value);
  return { x: axis(0), y: axis(1) };
}

/** Returns the sums of products of the coordinates: x with x, x with y, y with x, y with y. */
function products(from: Plane, to: Plane): [number, number, number, number] {
  const sums: [number, number, number, number] = [0, 0, 0, 0];
  for (let i = 0; i < from.x.length; i++) {
    sums[0] += from.x[i] * to.x[i];
    sums[1] += from.x[i] * to.y[i];
    sums[2] += from.y[i] * to.x[i];
    sums[3] += from.y[i] * to.y[i];
  }
  return sums;
}

function centred({ x, y }: Layout): Plane & { mean: [number, number] } {
  const mean = (values: ArrayLike<number>) => {
    let sum = 0;
    for (let i = 0; i < values.length; i++) sum += values[i];
    return sum / values.length;
  };
  const [mx, my] = [mean(x), mean(y)];
  return {
    x: Float64Array.from(x, (value) => value - mx),
    y: Float64Array.from(y, (value) => value - my),
    mean: [mx, my],
  };
}
