/**
 * Packs the built extension into a .vsix. The bundles contain all dependencies but those with native programs, which
 * only the package for one platform includes (nativePackages.mjs).
 */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeNotices, writeSbom } from "./inventory.mjs";
import { withLock } from "./lock.mjs";
import { copyNativePackages } from "./nativePackages.mjs";
import { inRoot, root } from "./paths.mjs";

/** Writes the .vsix, prints its files and sizes, returns its path. No platform: the universal one, for all. */
export async function packExtension(folder = root, platform = undefined) {
  const { createVSIX } = await import("@vscode/vsce");
  const { name, version } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  const packagePath = join(folder, [name, platform, `${version}.vsix`].filter(Boolean).join("-"));
  // Another process may pack from the same folder.
  await withLock(inRoot("dist/packing.lock"), () => pack(createVSIX, packagePath, platform));
  return packagePath;
}

async function pack(createVSIX, packagePath, platform) {
  removeNativePackages();
  const native = platform ? copyNativePackages(platform, nativePackages) : [];
  try {
    writeNotices(native);
    writeSbom(native);
    await createVSIX({
      cwd: root,
      packagePath,
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
      ...(platform && { target: platform }),
    });
  } finally {
    removeNativePackages();
    if (platform) writeNotices();
  }
}

const nativePackages = inRoot("dist/node_modules");

const removeNativePackages = () => rmSync(nativePackages, { recursive: true, force: true });
