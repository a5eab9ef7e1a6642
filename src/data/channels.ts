/** Converts pictures whose channels come first, as in PyTorch, to height × width × channels. */
import { type Elements, emptyLike } from "../formats/elements";
import type { NpyArray } from "../formats/npy";
import type { ReadingRules } from "./reading";

interface Order {
  channels?: "first" | "last" | undefined;
  rules: ReadingRules;
}

/** @param array [examples, …]; returned unchanged if its channels come last or it holds no pictures with channels */
export function channelsLast<Found extends NpyArray>(array: Found, { channels, rules }: Order): Found {
  const [count, planes, height, width] = array.shape;
  if (array.shape.length !== 4 || channels === "last") return array;
  if (channels !== "first" && (rules === 1 || !isFirst(planes, height, width))) return array;
  const shape = planes === 1 ? [count, height, width] : [count, height, width, planes];
  return { ...array, shape, data: planes === 1 ? array.data : transposed(array.data, planes, height * width) };
}

/** True for one or three planes of at least 5 × 5 pixels; otherwise the first axis is the height of the picture. */
const isFirst = (planes: number, height: number, width: number) =>
  (planes === 1 || planes === 3) && height > 4 && width > 4;

function transposed(data: Elements, planes: number, pixels: number): Elements {
  const out = emptyLike(data);
  for (let start = 0; start < data.length; start += planes * pixels) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      for (let plane = 0; plane < planes; plane++) {
        out[start + pixel * planes + plane] = data[start + plane * pixels + pixel];
      }
    }
  }
  return out;
}
