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
  /** The pictures at the given times. */
  readonly frames: readonly Pixels[];
}

/** @param times in seconds. Rejects if the video cannot be decoded. */
export async function playVideo(page: Page, bytes: Uint8Array, times: readonly number[]): Promise<PlayedVideo> {
  const player = await page.context().newPage();
  try {
    const asked = JSON.stringify([Buffer.from(bytes).toString("base64"), times]);
    const { frames, ...video } = (await player.evaluate(`(${play})(${asked})`)) as { frames: string[] } & PlayedVideo;
    return { ...video, frames: frames.map((url) => PNG.sync.read(Buffer.from(url.split(",")[1], "base64"))) };
  } finally {
    await player.close();
  }
}

const play = `async ([text, times]) => {
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
  for (const time of times) {
    const sought = happens("seeked");
    video.currentTime = time;
    await sought;
    canvas.getContext("2d").drawImage(video, 0, 0);
    frames.push(canvas.toDataURL());
  }
  const { videoWidth: width, videoHeight: height, duration, seekable } = video;
  return { width, height, duration, seekableTo: seekable.length > 0 ? seekable.end(0) : 0, frames };
}`;
