/** Reads pictures from a folder per class, one by one, resizes them to one shape and keeps them as bytes. */

import { join } from "node:path";
import type { DataConfig } from "../config/schema";
import { NetworkError } from "../core/errors";
import { maxAxis, maxPixels, type Picture } from "../formats/picture";
import { noticed } from "../messages";
import { pathOf } from "./files";
import { type Entry, type PictureShape, readEntries, readPictureFile } from "./pictureFiles";
import { type Listing, listFolder } from "./pictureFolders";
import { PictureLeftOut } from "./pictureLeftOut";
import { leaveOutFolder, type Parts, partsOf } from "./pictureSplit";
import { newReading, type Reading } from "./reading";
import type { Source } from "./source";

type ImagesConfig = Extract<DataConfig, { format: "images" }>;

export async function readImagesSource(
  config: ImagesConfig,
  baseDir: string,
  { rules }: Reading = newReading,
): Promise<Source> {
  const [height, width] = config.size ?? [1, 1];
  if (height * width > maxPixels) throw new NetworkError("images-size/config", { height, width });
  if (Math.max(height, width) > maxAxis) throw new NetworkError("images-size/side", { height, width });
  return new ImagesReader(config, baseDir, rules).read();
}

class ImagesReader {
  private readonly leftOut = new PictureLeftOut();
  private readonly sizes = new Map<string, number>();

  constructor(
    private readonly config: ImagesConfig,
    private readonly baseDir: string,
    private readonly rules: Reading["rules"],
  ) {}

  async read(): Promise<Source> {
    const { path, classNames } = this.config;
    const parts = await this.parts();
    const { folders } = await this.list(parts.train, "data.path");
    const classes = classNames ?? folders;
    await this.refuseClasses(parts.train, folders);
    const entries = await this.entries(parts.train, classes);
    if (entries.length === 0) throw new NetworkError("no-examples/pictures", { path: parts.train });
    this.noteEmpty(entries, classes);
    const shape = this.shape(entries);
    const train = await this.table(entries, shape);
    const validation = parts.validation && (await this.other(parts.validation, parts.train, classes, shape));
    const test = parts.test && (await this.other(parts.test, parts.train, classes, shape));
    const [height, width, channels] = shape;
    const leftOut = this.leftOut.result;
    return {
      name: path,
      inputs: height * width * channels,
      isDrawn: true,
      train: train.table,
      ...(validation && { validation: validation.table }),
      test: test ? test.table : undefined,
      classNames: classes,
      imageShape: channels === 1 ? [height, width] : [height, width, channels],
      pictureSizes: this.sizes,
      ...(leftOut && { leftOut }),
      sha256: {
        [parts.train]: train.sha256,
        ...(validation && { [validation.name]: validation.sha256 }),
        ...(test && { [test.name]: test.sha256 }),
      },
    };
  }

  /** Returns the folders of the split: `data.path` itself, or its folders named train, test and the like. */
  private async parts(): Promise<Parts> {
    const { path, testPath, validation, classNames } = this.config;
    const plain = { train: path, ...(testPath !== undefined && { test: testPath }) };
    if (this.rules === 1) return plain;
    const listing = await this.list(path, "data.path");
    const found = await partsOf(path, listing, (folder) => this.list(folder, "data.path"));
    if (!found || listing.folders.every((folder) => classNames?.includes(folder))) return plain;
    const parts = { ...found, ...(testPath !== undefined && { test: testPath }) };
    if (validation) delete parts.validation;
    const used = Object.values(parts);
    for (const folder of listing.folders.map((each) => join(path, each)).filter((each) => !used.includes(each))) {
      await leaveOutFolder(pathOf(folder, this.baseDir), folder, this.leftOut, (count) => {
        if (folder === found.test) return noticed("left-out/test", { count, folder });
        if (folder === found.validation) return noticed("left-out/validation", { count, folder });
        return noticed("left-out/beside", { count, folder, used });
      });
    }
    this.countLoose(listing);
    return parts;
  }

  private async list(folder: string, key: string): Promise<Listing> {
    const path = pathOf(folder, this.baseDir);
    try {
      return await listFolder(path, folder, this.rules);
    } catch (error) {
      if (error instanceof NetworkError) throw error;
      const reason = String((error as NodeJS.ErrnoException).code);
      throw new NetworkError("images-folder", { folder, path, reason, key });
    }
  }

  private async refuseClasses(path: string, folders: string[]): Promise<void> {
    const { classNames } = this.config;
    if (folders.length < 2) {
      const inner = folders.length === 1 ? join(path, folders[0]) : undefined;
      if (inner !== undefined && (await this.list(inner, "data.path")).folders.length > 1) {
        throw new NetworkError("images-classes/nested", { path, inner });
      }
      throw new NetworkError("images-classes/few", { path, folders: folders.length });
    }
    const unknown = classNames && folders.find((name) => !classNames.includes(name));
    if (classNames && (unknown !== undefined || classNames.length !== folders.length)) {
      throw new NetworkError("class-names/folders", { path, folders });
    }
  }

  /** Returns the pictures, class by class, each in the order of their names. */
  private async entries(folder: string, classes: readonly string[]): Promise<Entry[]> {
    const outer = await this.list(folder, "data.path");
    this.countLoose(outer);
    const entries: Entry[] = [];
    for (const [label, name] of classes.entries()) {
      if (!outer.folders.includes(name)) continue;
      const inside = join(folder, name);
      const { pictures, others, folders } = await this.list(inside, "data.path");
      for (const picture of pictures) {
        const each = join(inside, picture);
        entries.push({ label, name: each, path: pathOf(each, this.baseDir) });
      }
      if (this.rules === 1) continue;
      this.leftOut.addOthers(others);
      for (const deeper of folders.map((each) => join(inside, each))) {
        await leaveOutFolder(pathOf(deeper, this.baseDir), deeper, this.leftOut, (count) =>
          noticed("left-out/nested", { count, folder: deeper, into: inside }),
        );
      }
    }
    return entries;
  }

  /** Counts the files beside the class folders. */
  private countLoose({ pictures, others }: Listing): void {
    if (this.rules === 1) return;
    const count = pictures.length;
    if (count > 0) this.leftOut.add(count, noticed("left-out/loose", { count, example: pictures[0] }));
    this.leftOut.addOthers(others);
  }

  private noteEmpty(entries: readonly Entry[], classes: readonly string[]): void {
    if (this.rules === 1) return;
    const found = new Set(entries.map(({ label }) => label));
    const empty = classes.filter((_, label) => !found.has(label));
    if (empty.length > 0) this.leftOut.note(noticed("left-out/empty", { classes: empty }));
  }

  /** Returns the shape of the config, or the size of the first picture, with one channel if that picture is grey. */
  private shape(entries: Entry[]): PictureShape {
    const { size, grey } = this.config;
    const { picture } = readPictureFile(entries[0], this.rules);
    const [height, width] = size ?? [picture.height, picture.width];
    if (!size && height * width > 2 ** 18) {
      throw new NetworkError("images-size", { name: entries[0].name, height, width });
    }
    return [height, width, (grey ?? picture.channels === 1) ? 1 : 3];
  }

  private table(entries: readonly Entry[], shape: PictureShape) {
    const { grey } = this.config;
    const count = (picture: Picture) => {
      const size = `${picture.width} ${picture.height}`;
      this.sizes.set(size, (this.sizes.get(size) ?? 0) + 1);
      if (picture.isAnimated) this.leftOut.addAnimated();
      if (this.rules > 1 && grey === undefined && shape[2] === 1 && picture.channels === 3) this.leftOut.addColoured();
    };
    return readEntries(entries, shape, this.rules, count);
  }

  private async other(folder: string, trainPath: string, classes: string[], shape: PictureShape) {
    const { folders } = await this.list(folder, "data.testPath");
    const stranger = folders.find((name) => !classes.includes(name));
    if (stranger !== undefined) {
      throw new NetworkError("images-classes/unknown", { path: folder, folder: stranger, trainPath, classes });
    }
    const entries = await this.entries(folder, classes);
    return { ...(await this.table(entries, shape)), name: folder };
  }
}
