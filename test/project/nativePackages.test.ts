/** A package for one platform contains koffi for it, so that the backend `blas` finds the system's BLAS. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { temporaryFolder } from "../launch/temporary";

const root = resolve(__dirname, "../..");
const platform = `${process.platform}-${process.arch}`;

/** Returns what `backends` says of blas, of a copy of the built package with no other node_modules near. */
function blasIn(folder: string): string {
  const printed = execFileSync(process.execPath, [join(folder, "dist", "cli.js"), "backends", "--json"], {
    encoding: "utf8",
  });
  return printed.split("\n").find((line) => line.includes('"blas"')) ?? "";
}

describe("the native packages", () => {
  let folder: ReturnType<typeof temporaryFolder>;
  before(() => {
    folder = temporaryFolder("package");
    cpSync(join(root, "package.json"), join(folder.path, "package.json"));
    for (const file of readdirSync(join(root, "dist")).filter((name) => /\.(js|wasm)$/.test(name)))
      cpSync(join(root, "dist", file), join(folder.path, "dist", file));
  });
  after(() => folder.remove());

  it("are not in the universal package, and backends says so", () => {
    assert.match(blasIn(folder.path), /"available":false.*needs the package koffi, which is not here/);
  });

  it("bring koffi for this platform, which loads", async function () {
    const { platforms, copyNativePackages } = await import(
      pathToFileURL(join(root, "scripts/lib/nativePackages.mjs")).href
    );
    if (!(platform in platforms)) return this.skip();
    copyNativePackages(platform, join(folder.path, "dist", "node_modules"));
    // A BLAS may be missing here; koffi is not.
    assert.match(blasIn(folder.path), /"available":true|found no BLAS library/);
  });

  it("are known for every platform but the web, each with a program in the lock file", async () => {
    const { platforms } = await import(pathToFileURL(join(root, "scripts/lib/nativePackages.mjs")).href);
    const { packages } = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
    for (const [name, { koffi }] of Object.entries<{ koffi: [string, string] }>(platforms)) {
      assert.match(packages[`node_modules/@koromix/koffi-${koffi[0]}`]?.integrity ?? "", /^sha512-/, name);
      assert.equal(koffi[1].startsWith("musl"), name.startsWith("alpine"), name);
    }
  });
});
