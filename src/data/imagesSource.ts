/** Pictures in a folder per class: read one by one, brought to one size, kept as bytes. */
import { createHash } from "node:crypto";
import { readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import type { DataConfig } from "../config/schema";
import { type Picture, readPicture, resized, toColour, toGrey } from "../formats/picture";
import { configError, dataError, nameFile } from "./errors";
import { pathOf } from "./files";
import type { Learned, NewExamples } from "./newExamples";
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
    throw dataError("images-classes", `${path}: ${folders.length} folders in it; give each class a folder of its own`);
  }
  const unknown = classNames && folders.find((name) => !classNames.includes(name));
  if (classNames && (unknown !== undefined || classNames.length !== folders.length)) {
    throw configError("class-names", `data.classNames: the folders of ${path} are ${folders.join(", ")}; name these`);
  }
  const classes = classNames ?? folders;
  const entries = await entriesOf(path, classes, baseDir);
  if (entries.length === 0) throw dataError("no-examples", `${path}: no PNG or JPEG pictures in its folders`);
  const shape = await shapeOf(config, entries);
  const train = await readAll(entries, shape);
  let test: Awaited<ReturnType<typeof readAll>> | undefined;
  if (testPath !== undefined) {
    const testFolders = await foldersOf(testPath, "data.testPath", baseDir);
    const stranger = testFolders.find((name) => !classes.includes(name));
    if (stranger !== undefined) {
      throw dataError(
        "images-classes",
        `${testPath}: the folder ${stranger} is no class of ${path} (${classes.join(", ")})`,
      );
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
    const { code } = error as NodeJS.ErrnoException;
    const why = code === "ENOTDIR" ? "is no folder" : code === "ENOENT" ? "is not there" : `cannot be read (${code})`;
    throw dataError("images-folder", `${folder}: ${path} ${why}; name a folder with a folder per class in ${key}`);
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
      ? dataError("data-unreadable", `${name}: cannot be read (${code}); remove it`)
      : nameFile(error, name);
  }
}

/** The config's; else the first picture's size, and grey where that picture is grey. */
async function shapeOf({ size, grey }: ImagesConfig, entries: Entry[]): Promise<PictureShape> {
  const { picture } = await read(entries[0]);
  const [height, width] = size ?? [picture.height, picture.width];
  if (!size && height * width > 2 ** 18) {
    const message = `${entries[0].name}: ${height} × ${width} pixels are too many inputs; set data.size, such as [64, 64]`;
    throw configError("images-size", message);
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
export async function readPictures(input: string, { imageShape, inputs }: Learned): Promise<NewExamples> {
  const [height, width, channels = 1] = imageShape ?? [];
  if (height * width * channels !== inputs || (channels !== 1 && channels !== 3)) {
    throw dataError("no-pictures", `${input}: this network does not take pictures; give it a table or an array`);
  }
  const files = isPicture(input) ? [input] : await picturesIn(input);
  if (files.length === 0) throw dataError("no-examples", `${input}: no PNG or JPEG pictures in it`);
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
