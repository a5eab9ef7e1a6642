/** The kinds of files of an animation. */
import { decimals } from "../ui/format";
import { t } from "../ui/l10n";
import type { Film, FilmKind } from "./film";
import { hasVideoEncoder, videoFilmOf } from "./videoFilm";

/** The kinds that this browser can write. */
export const filmKinds = (): FilmKind[] => (hasVideoEncoder() ? ["gif", "webm"] : ["gif"]);

export const filmOf = (kind: FilmKind, canvas: HTMLCanvasElement): Promise<Film> =>
  kind === "gif" ? gifOf(canvas) : videoFilmOf(canvas);

async function gifOf(canvas: HTMLCanvasElement): Promise<Film> {
  const { GifFile } = await import("./gif.js");
  const file = new GifFile();
  return {
    async add(milliseconds) {
      const { width, height } = canvas;
      const image = canvas.getContext("2d")?.getImageData(0, 0, width, height);
      if (image) file.add(image.data as Uint8ClampedArray<ArrayBuffer>, width, height, milliseconds);
    },
    finish: async () => file.finish(),
    close() {},
    get colours() {
      if (file.largest === 0) return t("The colours are exact.");
      const [mean, largest] = [decimals(file.mean, 1), file.largest];
      return t("A frame has 256 colours: a channel is off by {0} of 255 on average, by {1} at most.", mean, largest);
    },
  };
}
