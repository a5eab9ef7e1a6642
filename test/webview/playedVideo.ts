/** Plays a saved video in a page of its own: the policy of the panel's page allows no media. */

import type { Page } from "playwright-core";
import { PNG } from "pngjs";
import type { Pixels } from "./savedAnimation";

export interface PlayedVideo {
  readonly width: number;
  readonly height: number;
  /** Duration in seconds, as players show it. */
  readonly duration: number;
  /** End of the range in which a player can seek, in seconds. */
  readonly seekableTo: number;
  /** The pictures at the given places. */
  readonly frames: readonly Pixels[];
}

/** A time to seek to, and the time at which the frame that is shown then begins, both in seconds. */
export type Place = readonly [time: number, begins: number];

/** Rejects if the video cannot be decoded. */
export async function playVideo(page: Page, bytes: Uint8Array, places: readonly Place[]): Promise<PlayedVideo> {
  const player = await page.context().newPage();
  try {
    const asked = JSON.stringify([Buffer.from(bytes).toString("base64"), places]);
    const { frames, ...video } = (await player.evaluate(`(${play})(${asked})`)) as { frames: string[] } & PlayedVideo;
    return { ...video, frames: frames.map((url) => PNG.sync.read(Buffer.from(url.split(",")[1], "base64"))) };
  } finally {
    await player.close();
  }
}

const play = `async ([text, places]) => {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const video = document.createElement("video");
  const happens = (name) => new Promise((resolve, reject) => {
    video.addEventListener(name, resolve, { once: true });
    video.addEventListener("error", () => reject(new Error(video.error.message)), { once: true });
  });
  const loaded = happens("loadeddata");
  video.src = URL.createObjectURL(new Blob([bytes], { type: "video/webm" }));
  await loaded;
  const canvas = document.createElement("canvas");
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  const frames = [];
  // When the seek is over, the frame may not be shown yet.
  const shows = (begins) => new Promise((resolve) => {
    const look = () => video.requestVideoFrameCallback((_, { mediaTime }) =>
      Math.abs(mediaTime - begins) < 0.01 ? resolve() : look());
    look();
  });
  for (const [time, begins] of places) {
    const sought = Promise.all([happens("seeked"), shows(begins)]);
    video.currentTime = time;
    await sought;
    canvas.getContext("2d").drawImage(video, 0, 0);
    frames.push(canvas.toDataURL());
  }
  const { videoWidth: width, videoHeight: height, duration, seekable } = video;
  return { width, height, duration, seekableTo: seekable.length > 0 ? seekable.end(0) : 0, frames };
}`;
