/** Bundles the in-editor tests: all *.test.ts files of a folder, found by name. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

const root = join(__dirname, "..", "..");

/** Returns the path of the bundle; its export `run` runs the tests with mocha. */
export async function bundleSuite(untrusted: boolean): Promise<string> {
  const folder = join(root, "test", "extension");
  const all = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".test.ts"));
  const files = all
    .map((file) => file.replaceAll("\\", "/"))
    .filter((file) => file.startsWith("untrusted/") === untrusted)
    .sort();
  const outfile = join(root, "test-results", "suite", untrusted ? "untrusted.js" : "trusted.js");
  await build({
    stdin: {
      contents: `import { runSuite } from "./index";
export const run = () => runSuite(() => { ${files.map((file) => `require("./${file}");`).join(" ")} });`,
      resolveDir: folder,
      loader: "ts",
    },
    bundle: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    sourcemap: "inline",
    external: ["vscode", "mocha"],
    mainFields: ["module", "main"],
    outfile,
    logLevel: "warning",
  });
  return outfile;
}
