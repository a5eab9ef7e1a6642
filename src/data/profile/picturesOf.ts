/** Some training examples of each class as pictures. */
import type { DataProfile } from "../../config/dataProfile";
import type { Dataset } from "../dataset";

/** Most pictures of a class, of pixels of one picture, and of classes. */
const [maxPictures, maxPixels, maxClasses] = [8, 128 * 128 * 3, 100];

export function picturesOf(dataset: Dataset, shape: readonly number[]): NonNullable<DataProfile["pictures"]> {
  const { train, classNames = [""], inputs, pictureSizes } = dataset;
  const sizes = [...(pictureSizes ?? [])]
    .sort(([, a], [, b]) => b - a)
    .slice(0, maxPictures)
    .map(([size, count]) => {
      const [width, height] = size.split(" ").map(Number);
      return { width, height, count };
    });
  const found = new Map<number, Uint8Array[]>();
  const asBytes = byteReader(train.values);
  for (let i = 0; i < train.count && inputs <= maxPixels; i++) {
    const label = train.targets instanceof Int32Array ? train.targets[i] : 0;
    const pictures = found.get(label) ?? [];
    if (label >= maxClasses || pictures.length >= maxPictures) continue;
    pictures.push(asBytes(i * inputs, (i + 1) * inputs));
    found.set(label, pictures);
  }
  const classes = classNames.slice(0, maxClasses).map((name, label) => ({ name, pictures: found.get(label) ?? [] }));
  return { shape, classes, ...(sizes.length > 0 && { sizes }) };
}

/** Returns a function that copies pixels, with numbers other than bytes stretched to 0 to 255 over all pictures. */
function byteReader(values: Uint8Array | Float32Array) {
  if (values instanceof Uint8Array) return (start: number, end: number) => values.slice(start, end);
  let [minimum, maximum] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (value < minimum) minimum = value;
    if (value > maximum) maximum = value;
  }
  const factor = maximum > minimum ? 255 / (maximum - minimum) : 0;
  return (start: number, end: number) =>
    Uint8Array.from(values.subarray(start, end), (value) => Math.round((value - minimum) * factor));
}
