/** The plane datasets of the TensorFlow playground, drawn from the seed: two alternating classes of points. */
import { inverseNormal } from "../core/normal";
import { RandomStream } from "../core/random";
import { sha256 } from "./files";
import type { Source } from "./source";

const count = 1000;
const radius = 5;

/** Standard deviation of the points' noise, in the plane's units. */
const noise = 0.15;

interface Chance {
  /** Returns a number in (0, 1). */
  uniform(): number;
  normal(): number;
}

/** Draws a point of class 0 or 1; `share` runs from 0 to 1 over the points of a class. */
type Draw = (label: number, share: number, chance: Chance) => [x: number, y: number];

const draws = {
  spiral: (label, share, chance) => {
    const r = share * radius;
    const t = 1.75 * share * 2 * Math.PI + label * Math.PI;
    return [r * Math.sin(t) + noise * chance.normal(), r * Math.cos(t) + noise * chance.normal()];
  },
  circles: (label, _, chance) => {
    const r = radius * (label === 0 ? 0.5 * chance.uniform() : 0.7 + 0.3 * chance.uniform());
    const t = 2 * Math.PI * chance.uniform();
    return [r * Math.sin(t) + noise * chance.normal(), r * Math.cos(t) + noise * chance.normal()];
  },
  // A stripe on both sides of each axis stays free.
  xor: (label, _, chance) => {
    const away = () => 0.3 + (radius - 0.3) * chance.uniform();
    const side = chance.uniform() < 0.5 ? -1 : 1;
    return [side * away(), (label === 0 ? side : -side) * away()];
  },
  gaussians: (label, _, chance) => {
    const centre = label === 0 ? 2 : -2;
    return [centre + chance.normal(), centre + chance.normal()];
  },
} satisfies Record<string, Draw>;

export type PlaneName = keyof typeof draws;

export function readPlane(name: PlaneName, classNames: string[] | undefined, seed: number): Source {
  const random = new RandomStream(seed, "sample");
  let element = 0;
  const uniform = () => random.uniform(element++);
  const chance = { uniform, normal: () => inverseNormal(uniform()) };
  const values = new Float32Array(2 * count);
  const labels = Int32Array.from({ length: count }, (_, i) => i % 2);
  for (let i = 0; i < count; i++) {
    // A factor coprime to the class's size shuffles the points along the spiral.
    const share = (((i >> 1) * 183) % (count / 2)) / (count / 2);
    values.set(draws[name](labels[i], share, chance), 2 * i);
  }
  return {
    name,
    inputs: 2,
    train: { count, values, labels },
    classNames: classNames ?? ["first", "second"],
    inputNames: ["x", "y"],
    sha256: { [name]: sha256(new Uint8Array(values.buffer)) },
  };
}
