/**
 * Normalizes a drawing like the digits of MNIST: crops it to its ink, scales it by averaging into 20 of 28 pixels with
 * its aspect ratio preserved, and centres its centre of mass. Pure. Source: Y. LeCun, C. Cortes, C. Burges, The MNIST
 * database.
 */

export interface Drawing {
  readonly width: number;
  readonly height: number;
  /** Ink from 0 to 255, [height · width]. */
  readonly ink: ArrayLike<number>;
}

/** Minimum ink of a drawn pixel; less counts as paper. */
const faintest = 8;

/** @returns ink from 0 to 255, [height · width]; all 0 for an empty drawing */
export function asMnist(drawing: Drawing, height: number, width: number): Float32Array {
  const box = boxOf(drawing);
  if (!box) return new Float32Array(height * width);
  const room = Math.round((Math.min(height, width) * 20) / 28);
  const scale = room / Math.max(box.width, box.height);
  const fitted = {
    width: Math.max(1, Math.round(box.width * scale)),
    height: Math.max(1, Math.round(box.height * scale)),
  };
  const small = averaged(drawing, box, fitted);
  const centre = centreOfMass(small, fitted);
  const left = clamp(Math.round(width / 2 - centre.x), width - fitted.width);
  const top = clamp(Math.round(height / 2 - centre.y), height - fitted.height);
  const made = new Float32Array(height * width);
  for (let y = 0; y < fitted.height; y++) {
    for (let x = 0; x < fitted.width; x++) made[(top + y) * width + left + x] = small[y * fitted.width + x];
  }
  return made;
}

const clamp = (value: number, most: number) => Math.max(0, Math.min(most, value));

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

function boxOf({ width, height, ink }: Drawing): Box | undefined {
  let [left, right, top, bottom] = [width, -1, height, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (ink[y * width + x] < faintest) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = Math.max(bottom, y);
    }
  }
  return right < 0 ? undefined : { left, top, width: right - left + 1, height: bottom - top + 1 };
}

/** Scales by area averaging: each pixel is the mean of the area of the drawing that it covers. */
function averaged({ width, ink }: Drawing, box: Box, to: { width: number; height: number }): Float32Array {
  const made = new Float32Array(to.width * to.height);
  const [stepX, stepY] = [box.width / to.width, box.height / to.height];
  for (let y = 0; y < to.height; y++) {
    for (let x = 0; x < to.width; x++) {
      let [sum, area] = [0, 0];
      for (const [row, high] of covered(y * stepY, (y + 1) * stepY)) {
        for (const [column, wide] of covered(x * stepX, (x + 1) * stepX)) {
          sum +=
            high *
            wide *
            ink[(box.top + Math.min(row, box.height - 1)) * width + box.left + Math.min(column, box.width - 1)];
          area += high * wide;
        }
      }
      made[y * to.width + x] = sum / area;
    }
  }
  return made;
}

/** Yields the unit intervals that overlap [from, to], each with the length of its overlap. */
function* covered(from: number, to: number): Generator<readonly [index: number, part: number]> {
  for (let index = Math.floor(from); index < to; index++) {
    const part = Math.min(to, index + 1) - Math.max(from, index);
    if (part > 1e-9) yield [index, part];
  }
}

function centreOfMass(ink: Float32Array, { width, height }: { width: number; height: number }) {
  let [mass, x, y] = [0, 0, 0];
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const here = ink[row * width + column];
      mass += here;
      x += here * (column + 0.5);
      y += here * (row + 0.5);
    }
  }
  return { x: x / mass, y: y / mass };
}
