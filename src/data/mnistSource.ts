/**
 * MNIST as shipped with the package: the four original files, gzipped. They are inflated once into a cache folder; each
 * load verifies the checksums (about 35 ms, a tenth of inflating), so that a damaged cache is replaced.
 */

import { existsSync } from "node:fs";
import { mkdir, readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { NetworkError } from "../core/errors";
import { readGzip } from "../formats/gzip";
import { cacheFolder } from "./cache/cacheFolder";
import { type Contents, sha256 } from "./files";
import { readIdx } from "./idxSource";
import type { Source } from "./source";

const files = {
  trainImages: "train-images-idx3-ubyte",
  trainLabels: "train-labels-idx1-ubyte",
  testImages: "t10k-images-idx3-ubyte",
  testLabels: "t10k-labels-idx1-ubyte",
};

const checksums: Record<string, string> = {
  "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
};

interface Folders {
  /** Folder of the gzipped files. */
  packed?: string | undefined;
  /** Parent of the folder of inflated files. */
  cache?: string | undefined;
}

export async function readMnist(classNames: string[] | undefined, folders: Folders = {}): Promise<Source> {
  const packed = folders.packed ?? packagedMnist();
  const cache = join(folders.cache ?? cacheFolder(), "mnist");
  const source = await readIdx(files, { classNames }, ({ name }) => inflate(name, packed, cache));
  // Nielsen's split: 50,000 to train, 10,000 to validate, 10,000 to test.
  return { ...source, name: "mnist", heldBack: 10000 };
}

/** Returns true if the training pictures equal MNIST's byte for byte, whatever their source. */
export const isMnist = ({ sha256 }: { sha256: Record<string, string> }): boolean =>
  Object.values(sha256).includes(checksums[files.trainImages]);

/** Returns dist/data/mnist of the package that contains this file, bundled or not. */
function packagedMnist(): string {
  let folder = __dirname;
  while (!existsSync(join(folder, "package.json")) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, "dist", "data", "mnist");
}

async function inflate(name: string, packed: string, cache: string): Promise<Contents> {
  const cached = await readFile(join(cache, name)).catch(() => undefined);
  if (cached && sha256(cached) === checksums[name]) return { bytes: cached, sha256: checksums[name] };
  const bytes = await unpack(join(packed, `${name}.gz`));
  if (sha256(bytes) !== checksums[name]) throw damaged(join(packed, `${name}.gz`));
  await keep(join(cache, name), bytes);
  return { bytes, sha256: checksums[name] };
}

async function unpack(path: string): Promise<Uint8Array> {
  const bytes = await readFile(path).catch(() => {
    throw new NetworkError("mnist-missing", { path });
  });
  return readGzip(bytes).catch(() => {
    throw damaged(path);
  });
}

const damaged = (path: string) => new NetworkError("mnist-damaged", { path });

/** Writes to the cache; if that fails, later loads only take longer. */
async function keep(path: string, bytes: Uint8Array): Promise<void> {
  try {
    await mkdir(dirname(path), { recursive: true });
    await writeFileAtomic(path, Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), { fsync: false });
  } catch {}
}
