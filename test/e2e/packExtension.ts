/** Packages the extension from dist/: the universal one, or that for one platform. */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolder } from "../launch/temporary";

const program = join(__dirname, "..", "..", "scripts", "vsix.mjs");

export function packExtension(platform?: string): { vsix: string; remove: () => void } {
  const folder = temporaryFolder("vsix");
  const { status, stderr } = spawnSync(process.execPath, [program, folder.path, ...(platform ? [platform] : [])], {
    encoding: "utf8",
  });
  const vsix = readdirSync(folder.path).find((name) => name.endsWith(".vsix"));
  if (status !== 0 || !vsix) throw new Error(`packing the extension failed: ${stderr}`);
  return { vsix: join(folder.path, vsix), remove: folder.remove };
}
