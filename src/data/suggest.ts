/** Looks at a person's data and proposes what stands under `data` in a config, with the reasons. */
import { readdir, stat } from "node:fs/promises";
import { dirname, posix, relative, sep } from "node:path";
import { NetworkError } from "../core/errors";
import { suggestArrays } from "./suggest/arrays";
import { kindOfFile } from "./suggest/fileKind";
import { suggestIdx, suggestPickle, suggestPictures } from "./suggest/otherFiles";
import type { Answers, Suggestion } from "./suggest/suggestion";
import { suggestTable } from "./suggest/table";

/**
 * @param path a table or arrays of any format, a pickle, the training pictures of an IDX set, a folder of .npy
 *   files, or a folder of folders of pictures
 * @param folder where the config will be: paths in it start there
 * @param answers what a person answered
 */
export async function suggestData(path: string, folder: string, answers: Answers = {}): Promise<Suggestion> {
  const name = relative(folder, path).split(sep).join("/") || ".";
  if ((await stat(path).catch(() => undefined))?.isDirectory()) {
    const pictures = await suggestPictures(path, name);
    if (pictures) return pictures;
    if ((await readdir(path)).some((file) => file.endsWith(".npy"))) return suggestArrays(path, name, "npz", answers);
    throw new NetworkError("suggest-folder", { name });
  }
  const kind = await kindOfFile(path);
  switch (kind) {
    case "npy":
      // A file of one array: its folder holds the others.
      return suggestArrays(dirname(path), posix.dirname(name), "npz", answers);
    case "pickle":
      return suggestPickle(path, name, answers);
    case "idx":
      return suggestIdx(path, name);
    case "npz":
    case "matlab":
    case "hdf5":
    case "octave":
      return suggestArrays(path, name, kind, answers);
    default:
      return suggestTable(path, name, kind === "csv" ? undefined : kind, answers);
  }
}
