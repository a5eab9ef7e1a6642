/**
 * Packages with native programs that the .vsix for one platform includes in dist/node_modules, where trainer and command
 * line find them: koffi, by which the backend `blas` calls the system's BLAS, and WebGPU where it pays (docs/gpu.md).
 */
import { cpSync } from "node:fs";
import { join } from "node:path";
import { lockedPackage } from "./lockedPackage.mjs";
import { inRoot } from "./paths.mjs";

/** VS Code's platform names, with the folder of koffi's program in its package for the platform, and that of WebGPU's. */
export const platforms = {
  "linux-x64": { koffi: ["linux-x64", "linux_x64"], webgpu: "linux-x64" },
  "linux-arm64": { koffi: ["linux-arm64", "linux_arm64"], webgpu: "linux-arm64" },
  "alpine-x64": { koffi: ["linux-x64", "musl_x64"] },
  "alpine-arm64": { koffi: ["linux-arm64", "musl_arm64"] },
  "darwin-x64": { koffi: ["darwin-x64", "darwin_x64"] },
  "darwin-arm64": { koffi: ["darwin-arm64", "darwin_arm64"] },
  "win32-x64": { koffi: ["win32-x64", "win32_x64"] },
  "win32-arm64": { koffi: ["win32-arm64", "win32_arm64"] },
};

/** Copies the platform's packages into a folder named node_modules. Returns their folders of origin. */
export function copyNativePackages(platform, target) {
  const packages = packagesOf(platform);
  for (const { name, folder, files } of packages) {
    for (const file of files) cpSync(join(folder, file), join(target, name, file), { recursive: true });
  }
  return packages.map(({ folder }) => folder);
}

function packagesOf(platform) {
  const { koffi, webgpu } = platforms[platform];
  const native = `@koromix/koffi-${koffi[0]}`;
  return [
    {
      name: "koffi",
      folder: inRoot("node_modules/koffi"),
      files: ["package.json", "index.cjs", "src/koffi/index.cjs", "src/koffi/src/static.cjs", "LICENSE.txt"],
    },
    { name: native, folder: lockedPackage(native), files: ["package.json", "index.js", koffi[1]] },
    ...(webgpu ? [webgpuOf(webgpu)] : []),
  ];
}

const webgpuOf = (program) => ({
  name: "webgpu",
  folder: inRoot("node_modules/webgpu"),
  files: ["package.json", "index.js", "LICENSE.md", join("dist", program)],
});
