/**
 * Packages of package-lock.json that are for other platforms than this one, so that npm has not installed them: in the
 * cache folder, checked against the lock file.
 */

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "./cache.mjs";
import { npm } from "./dependencies.mjs";
import { withLock } from "./lock.mjs";
import { inRoot } from "./paths.mjs";

/** Returns the folder of the package, installed or fetched. Throws an Error if it is not what the lock file names. */
export function lockedPackage(name) {
  const installed = inRoot("node_modules", name);
  if (existsSync(installed)) return installed;
  const { version, integrity } = JSON.parse(readFileSync(inRoot("package-lock.json"), "utf8")).packages[
    `node_modules/${name}`
  ];
  const folder = join(cacheFolder(), "packages", `${name.replace("/", "-")}-${version}`);
  if (!existsSync(folder)) {
    withLock(`${folder}.lock`, () => {
      if (!existsSync(folder)) fetch(`${name}@${version}`, integrity, folder);
    });
  }
  return join(folder, "package");
}

function fetch(spec, integrity, folder) {
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  succeed(npm(["pack", spec, "--loglevel=error"], { cwd: part, stdio: ["ignore", "ignore", 2] }), `npm pack ${spec}`);
  const [archive] = readdirSync(part);
  const [algorithm, expected] = integrity.split(/-(.*)/s);
  const found = createHash(algorithm)
    .update(readFileSync(join(part, archive)))
    .digest("base64");
  if (found !== expected) throw new Error(`${spec}: its ${algorithm} differs from that in package-lock.json`);
  succeed(spawnSync("tar", ["-xzf", archive], { cwd: part, stdio: ["ignore", "ignore", 2] }), `tar -xzf ${archive}`);
  renameSync(part, folder);
}

function succeed({ status, error }, what) {
  if (status !== 0) throw new Error(`${what} failed${error ? `: ${error.message}` : "; its messages are above"}`);
}
