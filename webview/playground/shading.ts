/** The colour and the text of a prediction at a point: a class with its lead, a quantity, or a unit's activation. */
import { figure, shortPercent } from "../ui/format";
import { colorOf, makePalette } from "../weights/palette";
import { classColor, ground, mix, scaleColor, word } from "./colors";

export interface Shading {
  /** Returns the colour as an RGBA word of ImageData. @param values value of every field at the point */
  color(values: Float32Array): number;
  words(values: Float32Array): string;
}

/** Returns the index of the largest output and its lead over the second largest. */
export function leader(values: ArrayLike<number>): { answer: number; lead: number } {
  let [answer, second] = [0, Number.NEGATIVE_INFINITY];
  for (let k = 1; k < values.length; k++) {
    if (values[k] > values[answer]) {
      second = values[answer];
      answer = k;
    } else second = Math.max(second, values[k]);
  }
  return { answer, lead: values[answer] - second };
}

/** Shades by class, stronger with a larger lead; `discrete`: by class only. */
export function classShading(names: readonly string[], discrete: boolean): Shading {
  const steps = 64;
  // Colours are precomputed per class and lead: mixing them for every pixel would take longer than a frame.
  const colors = names.map((_, k) =>
    Uint32Array.from({ length: steps + 1 }, (_, i) =>
      word(mix(ground(), classColor(k), 0.08 + 0.62 * (i / steps) ** 0.8)),
    ),
  );
  return {
    color: (values) => {
      const { answer, lead } = leader(values);
      const step = discrete ? Math.round(0.7 * steps) : Math.round(Math.max(0, Math.min(1, lead)) * steps);
      return colors[answer]?.[Number.isNaN(lead) ? 0 : step] ?? 0;
    },
    words: (values) => {
      const { answer } = leader(values);
      return `${names[answer]}, ${shortPercent(values[answer])}`;
    },
  };
}

/** Shades on the colour scale from least to largest; `discrete`: in ten steps. */
export function valueShading(name: string, [least, largest]: readonly [number, number], discrete: boolean): Shading {
  const steps = discrete ? 9 : 255;
  const colors = Uint32Array.from({ length: steps + 1 }, (_, i) => word(scaleColor(i / steps)));
  return {
    color: ([value]) => {
      const share = largest > least ? (value - least) / (largest - least) : 0.5;
      return Number.isNaN(value) ? 0 : colors[Math.round(Math.max(0, Math.min(1, share)) * steps)];
    },
    words: ([value]) => `${name} ${figure(value)}`,
  };
}

/** Shades blue below zero and orange above. */
export function unitShading(limit: number, discrete: boolean): Shading {
  const palette = makePalette();
  return {
    color: ([value]) => colorOf(palette, discrete ? limit * 0.7 * Math.sign(value) : value, limit),
    words: ([value]) => `z ${figure(value)}`,
  };
}
