/** The kinds of files of an animation. */
import { t } from "../ui/l10n";
import type { Film, FilmKind } from "./film";

/** Types of videos, the best first. */
const videoTypes = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm"];
const videoType = () =>
  typeof MediaRecorder === "function" && "captureStream" in HTMLCanvasElement.prototype
    ? videoTypes.find((type) => MediaRecorder.isTypeSupported(type))
    : undefined;

/** The kinds that this browser can write. */
export const filmKinds = (): FilmKind[] => (videoType() ? ["gif", "webm"] : ["gif"]);

export const filmOf = (kind: FilmKind, canvas: HTMLCanvasElement): Promise<Film> =>
  kind === "gif" ? gifOf(canvas) : Promise.resolve(webmOf(canvas));

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
      const [mean, largest] = [file.mean.toFixed(1), file.largest];
      return t("A frame has 256 colours: a channel is off by {0} of 255 on average, by {1} at most.", mean, largest);
    },
  };
}

/** Records the canvas as a video. A recorder works at the speed of the video, and pauses between two frames. */
function webmOf(canvas: HTMLCanvasElement): Film {
  const stream = canvas.captureStream(0);
  const [track] = stream.getVideoTracks() as CanvasCaptureMediaStreamTrack[];
  const recorder = new MediaRecorder(stream, { mimeType: videoType() ?? "", videoBitsPerSecond: 8_000_000 });
  const parts: Blob[] = [];
  recorder.addEventListener("dataavailable", ({ data }) => parts.push(data));
  return {
    async add(milliseconds) {
      if (recorder.state === "inactive") recorder.start();
      else recorder.resume();
      track.requestFrame();
      await new Promise((resolve) => setTimeout(resolve, milliseconds));
      recorder.pause();
    },
    async finish() {
      const stopped = new Promise((resolve) => recorder.addEventListener("stop", resolve, { once: true }));
      recorder.stop();
      await stopped;
      return new Uint8Array(await new Blob(parts).arrayBuffer());
    },
    close() {
      if (recorder.state !== "inactive") recorder.stop();
      track.stop();
    },
    colours: t("Colours are those of a compressed video."),
  };
}
