/** A picture of grey or RGB bytes: conversion from a decoder's pixels, resizing, and grey or colour. */
import { FormatError } from "./formatError";
import { claimMemory } from "./memoryBound";

export interface Picture {
  height: number;
  width: number;
  /** 1 for grey; 3 for red, green, blue. */
  channels: 1 | 3;
  /** [height, width, channels] */
  pixels: Uint8Array;
  /** True if the file has more frames than the one read. */
  isAnimated?: boolean;
}

/** A decoder's result: red, green, blue, opacity of every pixel. */
export interface Rgba {
  height: number;
  width: number;
  /** [height, width, 4] */
  data: Uint8Array;
  isAnimated?: boolean;
}

/** Larger pictures are not useful as inputs of a fully connected network. */
export const maxPixels = 2 ** 24;
/** Largest height or width. */
export const maxAxis = 2 ** 16;

export function refusePictureSize(height: number, width: number): void {
  const isFit = height > 0 && width > 0 && height * width <= maxPixels && Math.max(height, width) <= maxAxis;
  // The unpacked data, red, green, blue and opacity, and three colours of it.
  if (isFit) return claimMemory(15 * height * width);
  throw new FormatError("picture-size", { height, width });
}

/** Converts decoded pixels, blending transparent ones with white. A picture without colours becomes grey. */
export function fromRgba({ data, height, width, isAnimated }: Rgba): Picture {
  const count = height * width;
  if (data.length !== 4 * count) throw new FormatError("picture-damaged", { format: "decoded" });
  const pixels = new Uint8Array(3 * count);
  let isGrey = true;
  for (let i = 0; i < count; i++) {
    const alpha = data[4 * i + 3];
    for (let c = 0; c < 3; c++) {
      const value = data[4 * i + c];
      pixels[3 * i + c] = alpha === 255 ? value : Math.round((value * alpha + 255 * (255 - alpha)) / 255);
    }
    isGrey &&= pixels[3 * i] === pixels[3 * i + 1] && pixels[3 * i] === pixels[3 * i + 2];
  }
  const picture: Picture = { height, width, channels: 3, pixels, ...(isAnimated && { isAnimated }) };
  return isGrey ? toGrey(picture) : picture;
}

/** Converts to grey by the luma of ITU-R BT.601. */
export function toGrey(picture: Picture): Picture {
  if (picture.channels === 1) return picture;
  const { height, width, pixels } = picture;
  const grey = new Uint8Array(height * width);
  for (let i = 0; i < grey.length; i++) {
    grey[i] = Math.round(0.299 * pixels[3 * i] + 0.587 * pixels[3 * i + 1] + 0.114 * pixels[3 * i + 2]);
  }
  return { ...picture, channels: 1, pixels: grey };
}

export function toColour(picture: Picture): Picture {
  if (picture.channels === 3) return picture;
  const pixels = new Uint8Array(3 * picture.pixels.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = picture.pixels[Math.floor(i / 3)];
  return { ...picture, channels: 3, pixels };
}

/** Resizes by area averaging: each pixel is the mean of the area that it covers, so that all pixels count. */
export function resized(picture: Picture, height: number, width: number): Picture {
  if (picture.height === height && picture.width === width) return picture;
  const { channels, pixels } = picture;
  const rows = shares(picture.height, height);
  const columns = shares(picture.width, width);
  const out = new Uint8Array(height * width * channels);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (const [row, high] of rows[y]) {
          for (const [column, wide] of columns[x]) {
            sum += high * wide * pixels[(row * picture.width + column) * channels + c];
          }
        }
        out[(y * width + x) * channels + c] = Math.round(sum);
      }
    }
  }
  return { height, width, channels, pixels: out };
}

/** Returns, for each of `to` cells, the covered ones of `from` cells, and their shares of its size. */
function shares(from: number, to: number): [cell: number, share: number][][] {
  return Array.from({ length: to }, (_, i) => {
    const [start, end] = [(i * from) / to, ((i + 1) * from) / to];
    const covered: [number, number][] = [];
    for (let cell = Math.floor(start); cell < Math.min(from, Math.ceil(end - 1e-9)); cell++) {
      covered.push([cell, (Math.min(end, cell + 1) - Math.max(start, cell)) / (end - start)]);
    }
    return covered;
  });
}
