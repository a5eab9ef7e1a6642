/** Debian packages: installed where apt-get and root are there, otherwise named. */
import { spawnSync } from "node:child_process";

const quiet = { stdio: ["ignore", "pipe", "pipe"], encoding: "utf8" };

/** The packages that are not there after this; [] when all are. Speaks on stderr. */
export function ensureDebianPackages(packages) {
  const missing = packages.filter((name) => !isInstalled(name));
  if (missing.length === 0 || process.getuid?.() !== 0 || !has("apt-get")) return missing;
  console.error(`Installing Debian packages: ${missing.join(", ")} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (...args) => spawnSync("apt-get", args, { env, stdio: ["ignore", 2, 2] });
  apt("update", "-qq");
  apt("install", "-y", "-qq", "--no-install-recommends", ...missing);
  return missing.filter((name) => !isInstalled(name));
}

/** The first of the programs that is on PATH, with its path. */
export function findProgram(names) {
  for (const name of names) {
    const { status, stdout } = spawnSync("sh", ["-c", `command -v ${name}`], quiet);
    if (status === 0) return stdout.trim();
  }
  return undefined;
}

const has = (program) => findProgram([program]) !== undefined;

const isInstalled = (name) =>
  /^install ok installed/.test(spawnSync("dpkg-query", ["-W", "-f", "${Status}", name], quiet).stdout ?? "");
