/**
 * The folders of the training, validation and test pictures. Many datasets have the folders train/, test/ and val/
 * above the class folders: these are a split, not classes.
 */
import { join } from "node:path";
import type { Reason } from "./leftOut";
import { type Listing, walkFolder } from "./pictureFolders";
import type { PictureLeftOut } from "./pictureLeftOut";

export interface Parts {
  train: string;
  validation?: string;
  test?: string;
}

const roles = {
  train: /^(train|training)$/i,
  validation: /^(val|valid|validation|dev)$/i,
  test: /^(test|testing)$/i,
};

/**
 * @param list returns the contents of a folder by its name
 * @returns undefined if the folders are classes
 */
export async function partsOf(
  path: string,
  { folders }: Listing,
  list: (folder: string) => Promise<Listing>,
): Promise<Parts | undefined> {
  const named = (role: keyof typeof roles) => {
    const name = folders.find((folder) => roles[role].test(folder));
    return name === undefined ? undefined : join(path, name);
  };
  const [train, validation, test] = [named("train"), named("validation"), named("test")];
  if (train === undefined || (validation === undefined && test === undefined)) return undefined;
  // A class with such a name contains pictures.
  const inside = await list(train);
  if (inside.folders.length === 0 || inside.pictures.length > 0) return undefined;
  return { train, ...(validation !== undefined && { validation }), ...(test !== undefined && { test }) };
}

/** Counts the pictures of a folder that is not used. */
export async function leaveOutFolder(
  path: string,
  name: string,
  leftOut: PictureLeftOut,
  reasonFor: (pictures: number) => Reason,
): Promise<void> {
  const { pictures, others } = await walkFolder(path, name);
  leftOut.add(pictures.length, reasonFor(pictures.length));
  leftOut.addOthers(others);
}
