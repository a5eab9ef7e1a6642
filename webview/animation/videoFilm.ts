/** Encodes the canvas as a WebM video by the browser's own encoder, at the exact times of its frames. */
import { t } from "../ui/l10n";
import type { Film } from "./film";
import { type WebmFrame, type WebmTrack, webmFile } from "./webm";

/** Codecs, the best first, with their names in the file. */
const codecs = [
  ["vp09.00.51.08", "V_VP9"],
  ["vp8", "V_VP8"],
] as const;
const bitsPerSecond = 8_000_000;
/** Frames from one key frame to the next, and frames that wait for the encoder at most. */
const [keyEvery, mostWaiting] = [10, 4];

/** Whether this browser has an encoder of videos. */
export const hasVideoEncoder = (): boolean => typeof VideoEncoder === "function";

/** @throws an Error whose message can be shown */
export async function videoFilmOf(canvas: HTMLCanvasElement): Promise<Film> {
  const { width, height } = canvas;
  const [config, codec] = await supported(width, height);
  const frames: WebmFrame[] = [];
  let colors: WebmTrack["colors"];
  let problem: Error | undefined;
  let at = 0;
  let count = 0;
  const encoder = new VideoEncoder({
    output(chunk, metadata) {
      const data = new Uint8Array(chunk.byteLength);
      chunk.copyTo(data);
      frames.push({ data, isKey: chunk.type === "key", at: Math.round(chunk.timestamp / 1000) });
      colors ??= metadata?.decoderConfig?.colorSpace;
    },
    error(error) {
      problem = error;
    },
  });
  encoder.configure(config);
  const check = () => {
    if (problem) throw new Error(t("The video could not be encoded: {0}", problem.message));
  };
  return {
    async add(milliseconds) {
      check();
      const frame = new VideoFrame(canvas, { timestamp: 1000 * at, duration: 1000 * milliseconds });
      encoder.encode(frame, { keyFrame: count++ % keyEvery === 0 });
      frame.close();
      at += milliseconds;
      while (encoder.state === "configured" && encoder.encodeQueueSize > mostWaiting) await dequeued(encoder);
    },
    async finish() {
      check();
      await encoder.flush().catch((error) => {
        problem ??= error;
      });
      check();
      return webmFile({ codec, width, height, colors }, frames, Math.round(at));
    },
    close() {
      if (encoder.state !== "closed") encoder.close();
    },
    colours: t("Colours are those of a compressed video."),
  };
}

async function supported(width: number, height: number): Promise<[VideoEncoderConfig, WebmTrack["codec"]]> {
  for (const [codec, name] of codecs) {
    const config: VideoEncoderConfig = { codec, width, height, bitrate: bitsPerSecond };
    if ((await VideoEncoder.isConfigSupported(config)).supported) return [config, name];
  }
  throw new Error(t("This browser encodes no WebM video of {0} × {1} pixels. Select GIF.", width, height));
}

/** Resolves when a frame was taken from the queue, or after a while: a failed encoder takes none. */
const dequeued = (encoder: VideoEncoder): Promise<unknown> =>
  new Promise((resolve) => {
    encoder.addEventListener("dequeue", resolve, { once: true });
    setTimeout(resolve, 100);
  });
