/** Examines the user's data and proposes the `data` of a config, with the reasons. */
import { readdir, stat } from "node:fs/promises";
import { dirname, posix, relative, sep } from "node:path";
import { NetworkError } from "../core/errors";
import { suggestArrays } from "./suggest/arrays";
import { kindOfFile } from "./suggest/fileKind";
import { suggestIdx, suggestPickle } from "./suggest/otherFiles";
import { suggestPictures } from "./suggest/pictures";
import type { Answers, Suggestion } from "./suggest/suggestion";
import { suggestTable } from "./suggest/table";

/**
 * @param path a table or arrays of any format, a pickle, the training pictures of an IDX set, a folder of .npy
 * files, or a folder of folders of pictures
 * @param folder of the future config, which its paths are relative to
 * @param answers of the user
 */
export async function suggestData(path: string, folder: string, answers: Answers = {}): Promise<Suggestion> {
  const place = { path, name: relative(folder, path).split(sep).join("/") || ".", folder };
  if ((await stat(path).catch(() => undefined))?.isDirectory()) {
    const pictures = await suggestPictures(path, place.name);
    if (pictures) return pictures;
    if ((await readdir(path)).some((file) => file.endsWith(".npy"))) return suggestArrays(place, "npz", answers);
    throw new NetworkError("suggest-folder", { name: place.name });
  }
  const kind = await kindOfFile(path);
  switch (kind) {
    case "npy":
      // The file holds one array: its folder has the others.
      return suggestArrays({ path: dirname(path), name: posix.dirname(place.name), folder }, "npz", answers);
    case "pickle":
      return suggestPickle(place, answers);
    case "idx":
      return suggestIdx(place);
    case "npz":
    case "matlab":
    case "hdf5":
    case "octave":
      return suggestArrays(place, kind, answers);
    default:
      return suggestTable(place, kind === "csv" ? undefined : kind, answers);
  }
}
