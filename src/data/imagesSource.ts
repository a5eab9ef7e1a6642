/** Pictures in a folder per class: read one by one, brought to one size, kept as bytes. */

import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DataConfig } from "../config/schema";
import { NetworkError } from "../core/errors";
import { type Picture, readPicture, resized, toColour, toGrey } from "../formats/picture";
import { nameFile } from "./errors";
import { pathOf } from "./files";
import type { InputLayout, NewExamples } from "./inputLayout";
import type { Source, Table } from "./source";

type ImagesConfig = Extract<DataConfig, { format: "images" }>;

/** What every picture is brought to: height, width, channels. */
type PictureShape = [number, number, 1 | 3];

/** One example: its folder's class and where it lies. */
interface Entry {
  label: number;
  /** As messages name it. */
  name: string;
  path: string;
}

const isPicture = (name: string) => /\.(png|jpe?g)$/i.test(name);

export async function readImagesSource(config: ImagesConfig, baseDir: string): Promise<Source> {
  const { path, testPath, classNames } = config;
  const folders = await foldersOf(path, "data.path", baseDir);
  if (folders.length < 2) {
    throw new NetworkError("images-classes/few", { path, folders: folders.length });
  }
  const unknown = classNames && folders.find((name) => !classNames.includes(name));
  if (classNames && (unknown !== undefined || classNames.length !== folders.length)) {
    throw new NetworkError("class-names/folders", { path, folders });
  }
  const classes = classNames ?? folders;
  const entries = await entriesOf(path, classes, baseDir);
  if (entries.length === 0) throw new NetworkError("no-examples/pictures", { path });
  const shape = await shapeOf(config, entries);
  const train = await readAll(entries, shape);
  let test: Awaited<ReturnType<typeof readAll>> | undefined;
  if (testPath !== undefined) {
    const testFolders = await foldersOf(testPath, "data.testPath", baseDir);
    const stranger = testFolders.find((name) => !classes.includes(name));
    if (stranger !== undefined) {
      throw new NetworkError("images-classes/unknown", { path: testPath, folder: stranger, trainPath: path, classes });
    }
    test = await readAll(await entriesOf(testPath, classes, baseDir), shape);
  }
  const [height, width, channels] = shape;
  return {
    name: path,
    inputs: height * width * channels,
    isDrawn: true,
    train: train.table,
    test: test?.table,
    classNames: classes,
    imageShape: channels === 1 ? [height, width] : [height, width, channels],
    sha256: { [path]: train.sha256, ...(test && testPath !== undefined && { [testPath]: test.sha256 }) },
  };
}

async function foldersOf(folder: string, key: string, baseDir: string): Promise<string[]> {
  const path = pathOf(folder, baseDir);
  try {
    const found = await readdir(path, { withFileTypes: true });
    return found.flatMap((entry) => (entry.isDirectory() && !entry.name.startsWith(".") ? [entry.name] : [])).sort();
  } catch (error) {
    const reason = String((error as NodeJS.ErrnoException).code);
    throw new NetworkError("images-folder", { folder, path, reason, key });
  }
}

/** In the order of their names, class by class. */
async function entriesOf(folder: string, classes: string[], baseDir: string): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (const [label, name] of classes.entries()) {
    const inside = pathOf(join(folder, name), baseDir);
    const files = (await readdir(inside).catch(() => [])).filter(isPicture).sort();
    for (const file of files) entries.push({ label, name: join(folder, name, file), path: join(inside, file) });
  }
  return entries;
}

async function read({ path, name }: Entry): Promise<{ picture: Picture; bytes: Uint8Array }> {
  try {
    const bytes = await readFile(path);
    return { picture: readPicture(bytes), bytes };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw code?.startsWith("E")
      ? new NetworkError("data-unreadable/picture", { name, reason: code })
      : nameFile(error, name);
  }
}

/** The config's; else the first picture's size, and grey where that picture is grey. */
async function shapeOf({ size, grey }: ImagesConfig, entries: Entry[]): Promise<PictureShape> {
  const { picture } = await read(entries[0]);
  const [height, width] = size ?? [picture.height, picture.width];
  if (!size && height * width > 2 ** 18) {
    throw new NetworkError("images-size", { name: entries[0].name, height, width });
  }
  return [height, width, (grey ?? picture.channels === 1) ? 1 : 3];
}

/** A picture in the shape that a network takes: [height · width · channels]. */
function shaped(picture: Picture, [height, width, channels]: PictureShape): Uint8Array {
  const coloured = channels === 1 ? toGrey(picture) : toColour(picture);
  return resized(coloured, height, width).pixels;
}

/** Whether a person names a picture, or a folder of pictures. */
export async function isPictures(path: string): Promise<boolean> {
  return isPicture(path) || ((await stat(path).catch(() => undefined))?.isDirectory() ?? false);
}

/** New examples: a picture, or those of a folder and of the folders in it, in the order of their names. */
export async function readPictures(input: string, { imageShape, inputs }: InputLayout): Promise<NewExamples> {
  const [height, width, channels = 1] = imageShape ?? [];
  if (height * width * channels !== inputs || (channels !== 1 && channels !== 3)) {
    throw new NetworkError("no-pictures", { input });
  }
  const files = isPicture(input) ? [input] : await picturesIn(input);
  if (files.length === 0) throw new NetworkError("no-examples/pictures", { path: input });
  const entries = files.map((path): Entry => ({ label: 0, name: path, path }));
  const { table } = await readAll(entries, [height, width, channels]);
  return { count: table.count, values: table.values, names: files };
}

async function picturesIn(folder: string): Promise<string[]> {
  const files = await readdir(folder, { recursive: true });
  return files
    .filter(isPicture)
    .sort()
    .map((file) => join(folder, file));
}

async function readAll(entries: Entry[], shape: PictureShape): Promise<{ table: Table; sha256: string }> {
  const inputs = shape[0] * shape[1] * shape[2];
  const values = new Uint8Array(entries.length * inputs);
  const hash = createHash("sha256");
  for (const [i, entry] of entries.entries()) {
    const { picture, bytes } = await read(entry);
    hash.update(`${entry.label}:${bytes.length}:`).update(bytes);
    values.set(shaped(picture, shape), i * inputs);
  }
  const labels = Int32Array.from(entries, ({ label }) => label);
  return { table: { count: entries.length, values, labels }, sha256: hash.digest("hex") };
}
