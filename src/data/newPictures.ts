/** Reads new examples from pictures: files, folders of them, or the bytes of an opened or drawn picture. */
import { stat } from "node:fs/promises";
import { join } from "node:path";
import { NetworkError } from "../core/errors";
import type { Scaling } from "./dataset";
import type { InputLayout, NewExamples } from "./inputLayout";
import { decodePicture, type PictureShape, readEntries, shaped } from "./pictureFiles";
import { isPictureFile, isPictureName, walkFolder } from "./pictureFolders";
import { PictureLeftOut } from "./pictureLeftOut";
import type { Reading } from "./reading";

/** Returns true if the path is a picture or a folder. */
export async function isPictures(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (isPictureName(path) || found?.isDirectory()) return true;
  return (found?.isFile() ?? false) && isPictureFile(path);
}

/** Reads a picture, or all pictures of a folder and its subfolders, in the order of their names. */
export async function readPictures(input: string, layout: InputLayout): Promise<NewExamples> {
  const shape = shapeOf(input, layout);
  const scale = scaleOf(input, layout);
  const isFolder = (await stat(input).catch(() => undefined))?.isDirectory() ?? false;
  const leftOut = new PictureLeftOut();
  const { rules } = layout.reading;
  const files = isFolder ? await picturesIn(input, rules, leftOut) : [input];
  if (files.length === 0) throw new NetworkError("no-examples/pictures", { path: input });
  const entries = files.map((path) => ({ label: 0, name: path, path }));
  const { table } = await readEntries(entries, shape, rules, ({ isAnimated }) => {
    if (isAnimated) leftOut.addAnimated();
  });
  const { result } = leftOut;
  const values = scaled(table.values as Uint8Array, scale);
  return { count: table.count, values, names: files, ...(result && { leftOut: result }) };
}

/** Returns the inputs of one picture, as `readPictures` does. @param name of the file, for messages */
export function pictureInputs(
  bytes: Uint8Array,
  name: string,
  layout: InputLayout,
): { values: Uint8Array | Float32Array; isAnimated: boolean } {
  const shape = shapeOf(name, layout);
  const scale = scaleOf(name, layout);
  const picture = decodePicture(bytes, name, layout.reading.rules);
  return { values: scaled(shaped(picture, shape), scale), isAnimated: picture.isAnimated ?? false };
}

async function picturesIn(folder: string, rules: Reading["rules"], leftOut: PictureLeftOut): Promise<string[]> {
  const { pictures, others } = await walkFolder(folder, folder, rules);
  leftOut.addOthers(others);
  return pictures.sort().map((file) => join(folder, file));
}

function shapeOf(input: string, { imageShape, inputs }: InputLayout): PictureShape {
  const [height, width, channels = 1] = imageShape ?? [];
  if (height * width * channels === inputs && (channels === 1 || channels === 3)) return [height, width, channels];
  throw new NetworkError("no-pictures", { input });
}

const scaled = (pixels: Uint8Array, largest: 1 | 255): Uint8Array | Float32Array =>
  largest === 255 ? pixels : Float32Array.from(pixels, (value) => value / 255);

/**
 * Returns the value of white among the training inputs: 255 for bytes, often 1 for arrays. The scaling of the inputs
 * determines which.
 */
function scaleOf(input: string, { config, scaling, reading }: InputLayout): 1 | 255 {
  if (config.format === "builtin" || config.format === "images" || scaling.kind === "unit") return 255;
  if (scaling.kind === "none") {
    if (reading.rules === 1) return 255;
    throw new NetworkError("no-pictures/range", { input });
  }
  const { smallest, largest } = rangeOf(scaling);
  if (smallest < 0) throw new NetworkError("no-pictures/range", { input });
  return largest <= 1 ? 1 : 255;
}

/** Returns the range of the means, or of the minima and maxima of all inputs for min-max scaling. */
function rangeOf({ kind, shift, factor }: Scaling): { smallest: number; largest: number } {
  const shifts = [shift].flat();
  const factors = [factor].flat();
  const isRange = kind === "minmax";
  const ends = shifts.map((each, i) => (isRange && factors[i] !== 0 ? each + 1 / factors[i] : each));
  const least = (most: number, value: number) => Math.min(most, value);
  const greatest = (most: number, value: number) => Math.max(most, value);
  return { smallest: shifts.reduce(least, Infinity), largest: ends.reduce(greatest, -Infinity) };
}
