/** Reads the network of a weights file of any supported program, up to a maximum size. */
import { closeSync, openSync, readSync, realpathSync, statSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve } from "node:path";
import { beginsAsBrainJs, parseBrainJs } from "../../formats/brainJs";
import type { DenseNetwork } from "../../formats/denseNetwork";
import { FormatError } from "../../formats/formatError";
import { isHdf5 } from "../../formats/hdf5Group";
import { isKerasZip, parseKerasH5, parseKerasZip } from "../../formats/kerasFile";
import { claimMemory } from "../../formats/memoryBound";
import { parseNpzWeights } from "../../formats/npzWeights";
import type { ReadBeside } from "../../formats/onnxTensor";
import { parseOnnxWeights } from "../../formats/onnxWeights";
import { isSafetensors, parseSafetensors } from "../../formats/safetensors";
import { startsWith } from "../../formats/signature";
import { parseTfjs } from "../../formats/tfjs";
import { isTorchFile, parseTorchFile } from "../../formats/torchFile";

/** Maximum total size in bytes of all files of one network. */
const maxBytes = 2 ** 30;

/** Throws a FormatError, or the system's error if the file cannot be read. */
export async function readWeightsFile(path: string): Promise<DenseNetwork> {
  const bytes = await readWhole(path);
  if (isTorchFile(bytes)) return parseTorchFile(bytes);
  if (startsWith(bytes, [0x50, 0x4b])) return isKerasZip(bytes) ? parseKerasZip(bytes) : parseNpzWeights(bytes);
  if (isHdf5(bytes)) return parseKerasH5(bytes);
  if (isSafetensors(bytes)) return parseSafetensors(bytes);
  if (beginsAsBrainJs(bytes)) return parseBrainJs(bytes);
  if (isJson(bytes)) return parseTfjs(bytes, filesBeside(path, bytes.length));
  return parseOnnxWeights(bytes, filesBeside(path, bytes.length));
}

/** An ONNX model begins with a field number, so never like this. */
const isJson = (bytes: Uint8Array) => /^\s*\{\s*"/.test(Buffer.from(bytes.subarray(0, 100)).toString("latin1"));

async function readWhole(path: string): Promise<Uint8Array> {
  // Opening a FIFO would wait forever for its writer.
  if (!statSync(path).isFile()) throw new FormatError("weights-file/kind", {});
  const file = await open(path);
  try {
    const { size } = await file.stat();
    if (size > maxBytes) throw new FormatError("weights-file/large", { size, most: maxBytes });
    claimMemory(size);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** Reads parts of files in the folder of `path`, but not through links out of it. @param used bytes already read */
function filesBeside(path: string, used: number): ReadBeside {
  const folder = realpathSync.native(dirname(resolve(path)));
  let left = maxBytes - used;
  return (location, offset, wanted) => {
    if (isAbsolute(location) || isOutside(folder, join(folder, location))) {
      throw new FormatError("weights-beside/outside", { location });
    }
    const real = realOf(join(folder, location));
    if (real === undefined) throw new FormatError("weights-beside/missing", { location });
    if (isOutside(folder, real)) throw new FormatError("weights-beside/outside", { location });
    const { size } = statSync(real);
    const length = wanted ?? size - offset;
    if (offset + length > size)
      throw new FormatError("weights-beside/short", { location, needed: offset + length, size });
    left -= length;
    if (left < 0) throw new FormatError("weights-file/large", { size, most: maxBytes });
    return readPart(real, location, offset, length);
  };
}

const isOutside = (folder: string, path: string) =>
  /^\.\.($|[\\/])/.test(relative(folder, path)) || isAbsolute(relative(folder, path));

/** Returns undefined if the file does not exist. */
function realOf(path: string): string | undefined {
  try {
    const real = realpathSync.native(path);
    return statSync(real).isFile() ? real : undefined;
  } catch {
    return undefined;
  }
}

function readPart(path: string, location: string, offset: number, length: number): Uint8Array {
  claimMemory(length);
  const bytes = new Uint8Array(length);
  const file = openSync(path, "r");
  try {
    for (let at = 0; at < length; ) {
      const count = readSync(file, bytes, at, length - at, offset + at);
      if (count === 0) throw new FormatError("weights-beside/missing", { location });
      at += count;
    }
    return bytes;
  } finally {
    closeSync(file);
  }
}
