/** Writes the data of a sample project: what a user's own table or images can look like. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { PNG } from "pngjs";
import { readIris } from "../../data/irisSource";
import { readMnist } from "../../data/mnistSource";

export interface Sample {
  /** The new folder. */
  project: string;
  /** The data: a file, or a folder of images. */
  path: string;
}

const imagesPerClass = 100;

/** Creates a folder in `folder` whose name no other file has. Throws if it cannot be written. */
export async function writeSample(kind: "table" | "images", folder: string): Promise<Sample> {
  const project = await newFolder(folder, kind === "table" ? "iris-table" : "digit-images");
  return { project, path: kind === "table" ? await writeTable(project) : await writeImages(project) };
}

/** Creates a folder, with a number appended to its name if that exists. */
async function newFolder(parent: string, name: string): Promise<string> {
  for (let number = 2, tried = name; ; tried = `${name}-${number++}`) {
    try {
      await mkdir(join(parent, tried));
      return join(parent, tried);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

/** Writes a CSV file with a header, a row per flower, and the species in the last column. */
async function writeTable(project: string): Promise<string> {
  const { train, inputs, classNames = [] } = readIris(undefined);
  const { values, labels } = train as { values: Float32Array; labels: Int32Array };
  const rows = Array.from(labels, (label, i) => {
    const lengths = Array.from(values.subarray(i * inputs, (i + 1) * inputs), (value) => value.toFixed(1));
    return [...lengths, classNames[label]].join();
  });
  const path = join(project, "iris.csv");
  await writeFile(path, `${["sepalLength,sepalWidth,petalLength,petalWidth,species", ...rows].join("\n")}\n`);
  return path;
}

/** Writes the first digits of MNIST's training set, in a folder per class. */
async function writeImages(project: string): Promise<string> {
  const { train, imageShape } = await readMnist(undefined);
  const [height, width] = imageShape as readonly number[];
  const { values, labels } = train as { values: Uint8Array; labels: Int32Array };
  const path = join(project, "digits");
  const written = new Array<number>(10).fill(0);
  for (let digit = 0; digit < 10; digit++) await mkdir(join(path, String(digit)), { recursive: true });
  for (const [i, digit] of labels.entries()) {
    if (written[digit] === imagesPerClass) continue;
    const number = String(++written[digit]).padStart(3, "0");
    const pixels = values.subarray(i * height * width, (i + 1) * height * width);
    await writeFile(join(path, String(digit), `${number}.png`), encode(pixels, height, width));
    if (written.every((count) => count === imagesPerClass)) break;
  }
  return path;
}

/** Encodes grey values from 0 to 255 as a PNG file. */
function encode(pixels: Uint8Array, height: number, width: number): Buffer {
  const png = new PNG({ width, height });
  for (const [i, grey] of pixels.entries()) png.data.fill(grey, 4 * i, 4 * i + 3).fill(255, 4 * i + 3, 4 * i + 4);
  return PNG.sync.write(png, { colorType: 0 });
}
