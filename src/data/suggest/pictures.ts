/** Proposals for a folder of pictures: a class for each subfolder, and a size. */
import { basename, dirname, join, relative } from "node:path";
import { readPictureFile } from "../pictureFiles";
import { listFolder } from "../pictureFolders";
import { partsOf } from "../pictureSplit";
import { newReading } from "../reading";
import { counted, heldOut, listed, type Suggestion } from "./suggestion";
import type { TargetKind } from "./targetKind";

const pictureTarget = (classes: number): TargetKind => ({
  kind: "classes",
  task: "classification",
  why: `${counted(classes, "folder")} of pictures`,
  isSure: true,
});

/** Returns the classes of a folder, or of its training folder; undefined if none has pictures. */
async function findPictures(path: string) {
  const list = (folder: string) => listFolder(folder, folder, newReading.rules);
  const listing = await list(path);
  const parts = await partsOf(path, listing, list);
  const training = parts?.train ?? path;
  const folders = parts ? (await list(training)).folders : listing.folders;
  const classes: string[] = [];
  const files: string[] = [];
  for (const folder of folders) {
    const inside = join(training, folder);
    const { pictures } = await list(inside);
    if (pictures.length > 0) classes.push(folder);
    for (const picture of pictures) files.push(join(inside, picture));
  }
  return classes.length > 0 ? { parts, classes, files } : undefined;
}

export const holdsPictures = async (path: string): Promise<boolean> => (await findPictures(path)) !== undefined;

/** Default size, for pictures that differ in size or are too large for a network of a few layers. */
const usualSize = [28, 28];
const maxPixels = 64 * 64;
/** Largest number of pictures that are read. */
const fewPictures = 50;

const spread = (count: number): number[] => {
  const some = Math.min(count, fewPictures);
  return Array.from({ length: some }, (_, i) => Math.floor((i * count) / some));
};

/** Returns the common size of the pictures, and a note about it. */
function sizeOf(files: readonly string[], place: string): { size: number[]; note: string } {
  const sizes = new Map<string, number[]>();
  const sampled = spread(files.length);
  for (const i of sampled) {
    const name = relative(dirname(place), files[i]);
    const { picture } = readPictureFile({ path: files[i], name }, newReading.rules);
    sizes.set(`${picture.width} × ${picture.height}`, [picture.height, picture.width]);
  }
  const [[found, own]] = sizes;
  const of = sampled.length < files.length ? `the ${sampled.length} inspected pictures` : "all pictures";
  if (sizes.size === 1 && own[0] * own[1] <= maxPixels) {
    return { size: own, note: `Height and width of ${of}; another one resizes them.` };
  }
  const why = sizes.size === 1 ? `${found} is that of ${of}` : `they differ: ${listed([...sizes.keys()], 3)}`;
  return {
    size: usualSize,
    note: `Height and width to which every picture is resized (${why}); more pixels show more detail and take longer.`,
  };
}

/** @returns undefined if the folders hold no pictures */
export async function suggestPictures(path: string, name: string): Promise<Suggestion | undefined> {
  const found = await findPictures(path);
  if (!found) return undefined;
  const { parts, classes, files } = found;
  const { size, note } = sizeOf(files, path);
  const target = pictureTarget(classes.length);
  const held = parts?.validation ? undefined : heldOut(files.length);
  const split = Object.entries(parts ?? {})
    .filter(([role]) => role !== "train")
    .map(([role, folder]) => `${basename(folder)} (${role === "test" ? "to test on" : "to validate on"})`);
  return {
    data: { format: "images", path: name, size, ...held?.keys },
    notes: {
      path: [
        ...(held?.notes ?? []),
        `A class for each folder${parts ? ` in ${basename(parts.train)}` : ""}: ${listed(classes)}.`,
        ...(split.length > 0 ? [`Beside it: ${split.join(" and ")}.`] : []),
      ],
      size: [note],
    },
    task: "classification",
    target,
  };
}
