/**
 * Reads WebP pictures by libwebp, compiled to WebAssembly: dist/webp.wasm, from the package @cwasm/webp. Each picture
 * gets its own instance with at most 512 MiB: a damaged picture cannot affect others, and the memory is freed. Reads
 * the first frame of an animation. Source: Google, WebP Container Specification.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { orientationOf, turned } from "./exif";
import { FormatError } from "./formatError";
import { type Rgba, refusePictureSize } from "./picture";

interface Chunk {
  name: string;
  /** Contents without name and length. */
  payload: Uint8Array;
}

/** Reads a picture; throws FormatError. */
export function readWebp(bytes: Uint8Array): Rgba {
  const chunks = chunksIn(bytes.subarray(12));
  const named = (name: string) => chunks.find((chunk) => chunk.name === name)?.payload;
  const exif = named("EXIF");
  const orientation = exif ? orientationOf(exif[0] === 0x45 ? exif.subarray(6) : exif) : 1;
  const frames = chunks.filter(({ name }) => name === "ANMF");
  const canvas = named("VP8X");
  if (frames.length === 0 || !canvas) return turned(decoded(bytes, chunks), orientation);
  if (canvas.length < 10) throw damaged();
  const picture = onCanvas(frames[0].payload, sizeAt(canvas, 4));
  return turned({ ...picture, isAnimated: frames.length > 1 }, orientation);
}

/** Reads chunks up to the end or a truncation: libwebp rejects a file without the chunks it needs. */
function chunksIn(bytes: Uint8Array): Chunk[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const chunks: Chunk[] = [];
  for (let at = 0; at + 8 <= bytes.length; ) {
    const length = view.getUint32(at + 4, true);
    const name = String.fromCharCode(...bytes.subarray(at, at + 4));
    chunks.push({ name, payload: bytes.subarray(at + 8, at + 8 + length) });
    at += 8 + length + (length % 2);
  }
  return chunks;
}

const uint24 = (bytes: Uint8Array, at: number) => bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);

const sizeAt = (bytes: Uint8Array, at: number) => ({ width: 1 + uint24(bytes, at), height: 1 + uint24(bytes, at + 3) });

/** Places a frame of an animation on its transparent canvas. */
function onCanvas(frame: Uint8Array, { height, width }: { height: number; width: number }): Rgba {
  refusePictureSize(height, width);
  if (frame.length < 16) throw damaged();
  const [left, top] = [2 * uint24(frame, 0), 2 * uint24(frame, 3)];
  const chunks = chunksIn(frame.subarray(16));
  const picture = decoded(asFile(chunks, sizeAt(frame, 6)), chunks);
  if (left + picture.width > width || top + picture.height > height) throw damaged();
  const data = new Uint8Array(4 * height * width);
  for (let y = 0; y < picture.height; y++) {
    const row = picture.data.subarray(4 * y * picture.width, 4 * (y + 1) * picture.width);
    data.set(row, 4 * ((top + y) * width + left));
  }
  return { height, width, data };
}

/** Returns the chunks of one frame as a separate file. */
function asFile(chunks: readonly Chunk[], { height, width }: { height: number; width: number }): Uint8Array {
  const head = new Uint8Array(10);
  // Flag for opacity.
  head[0] = 0x10;
  for (let i = 0; i < 3; i++) {
    head[4 + i] = (width - 1) >> (8 * i);
    head[7 + i] = (height - 1) >> (8 * i);
  }
  const hasAlpha = chunks.some(({ name }) => name === "ALPH");
  const parts = [...(hasAlpha ? [{ name: "VP8X", payload: head }] : []), ...chunks].map(({ name, payload }) => {
    const part = Buffer.alloc(8 + payload.length + (payload.length % 2));
    part.write(name, "latin1");
    part.writeUInt32LE(payload.length, 4);
    part.set(payload, 8);
    return part;
  });
  const body = Buffer.concat([Buffer.from("WEBP"), ...parts]);
  const start = Buffer.from("RIFF\0\0\0\0", "latin1");
  start.writeUInt32LE(body.length, 4);
  return Buffer.concat([start, body]);
}

/** Checks the size in the pixels' header before decoding. */
function refuseLarge(chunks: readonly Chunk[]): void {
  const pixels = chunks.find(({ name }) => name === "VP8 " || name === "VP8L");
  if (!pixels || pixels.payload.length < 10) throw damaged();
  const view = new DataView(pixels.payload.buffer, pixels.payload.byteOffset);
  if (pixels.name === "VP8 ")
    return refusePictureSize(view.getUint16(8, true) & 0x3fff, view.getUint16(6, true) & 0x3fff);
  const bits = view.getUint32(1, true);
  refusePictureSize(1 + ((bits >> 14) & 0x3fff), 1 + (bits & 0x3fff));
}

interface Decoder {
  memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  /** @returns the address of the pixels; 0 if decoding failed */
  WebPDecodeRGBA(address: number, bytes: number, width: number, height: number): number;
}

let compiled: WebAssembly.Module | undefined;

function decoded(bytes: Uint8Array, chunks: readonly Chunk[]): Rgba {
  refuseLarge(chunks);
  compiled ??= new WebAssembly.Module(readDecoder());
  try {
    const { exports } = new WebAssembly.Instance(compiled, { wasi_snapshot_preview1: noSystem });
    const { memory, malloc, WebPDecodeRGBA } = exports as unknown as Decoder;
    const input = malloc(bytes.length);
    const size = malloc(8);
    new Uint8Array(memory.buffer).set(bytes, input);
    const output = WebPDecodeRGBA(input, bytes.length, size, size + 4);
    if (output === 0) throw damaged();
    const [width, height] = new Uint32Array(memory.buffer, size, 2);
    return { height, width, data: Uint8Array.from(new Uint8Array(memory.buffer, output, 4 * height * width)) };
  } catch {
    throw damaged();
  }
}

/** Stubs for system calls that decoding does not use. */
const noSystem = Object.fromEntries(["fd_close", "fd_seek", "fd_write"].map((name) => [name, () => -1]));

/** Reads dist/webp.wasm of the enclosing package, bundled or not. */
function readDecoder(): Uint8Array<ArrayBuffer> {
  let folder = __dirname;
  while (!existsSync(join(folder, "package.json")) && dirname(folder) !== folder) folder = dirname(folder);
  const file = join(folder, "dist", "webp.wasm");
  if (existsSync(file)) return new Uint8Array(readFileSync(file));
  throw new FormatError("webp-missing", { file });
}

const damaged = () => new FormatError("picture-damaged", { format: "WebP" });
