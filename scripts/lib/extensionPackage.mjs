/**
 * Packs the built extension into a .vsix. The bundles contain all dependencies, except in the package for one platform:
 * it includes WebGPU's native module in dist/node_modules, where trainer and command line find it.
 */
import { cpSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { inRoot, root } from "./paths.mjs";

/** VS Code's platform names, and the matching folders of the npm package `webgpu`. */
export const platforms = {
  "linux-x64": "linux-x64",
  "linux-arm64": "linux-arm64",
  "darwin-x64": "darwin-universal",
  "darwin-arm64": "darwin-universal",
  "win32-x64": "win32-x64",
  "win32-arm64": "win32-arm64",
};

/** Writes the .vsix, prints its files and sizes, returns its path. No platform: for all, without WebGPU. */
export async function packExtension(folder = root, platform = undefined) {
  const { createVSIX } = await import("@vscode/vsce");
  const { name, version } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  const packagePath = join(folder, [name, platform, `${version}.vsix`].filter(Boolean).join("-"));
  removeWebGpu();
  if (platform) copyWebGpu(platforms[platform]);
  try {
    await createVSIX({
      cwd: root,
      packagePath,
      dependencies: false,
      allowMissingRepository: true,
      rewriteRelativeLinks: false,
      ...(platform && { target: platform }),
    });
  } finally {
    removeWebGpu();
  }
  return packagePath;
}

const packed = inRoot("dist/node_modules/webgpu");

function copyWebGpu(platform) {
  for (const part of ["package.json", "index.js", "LICENSE.md", join("dist", platform)]) {
    cpSync(inRoot("node_modules/webgpu", part), join(packed, part), { recursive: true });
  }
}

const removeWebGpu = () => rmSync(inRoot("dist/node_modules"), { recursive: true, force: true });
