/** Packs the built extension into a .vsix. What we need of other packages is in the bundles, so none is packed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { inRoot, root } from "./paths.mjs";

/** Writes the .vsix into `folder`, prints its files and sizes, and returns its path. */
export async function packExtension(folder = root) {
  const { createVSIX } = await import("@vscode/vsce");
  const { name, version } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  const packagePath = join(folder, `${name}-${version}.vsix`);
  await createVSIX({
    cwd: root,
    packagePath,
    dependencies: false,
    allowMissingRepository: true,
    rewriteRelativeLinks: false,
  });
  return packagePath;
}
