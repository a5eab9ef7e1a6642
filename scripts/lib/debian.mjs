/** Programs that no npm package brings: found on PATH, else installed where apt-get and root are there, else named. */
import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";

/**
 * Makes sure that these programs are on PATH; speaks on stderr. Throws an Error that says what to install.
 * @param programs each with the Debian package that brings it
 * @param purpose who needs them, for the message
 */
export function ensurePrograms(programs, purpose) {
  ensure(programs, `${purpose} needs`, "on PATH", isOnPath);
}

/** The same for files, each with the Debian package that brings it. */
export function ensureFiles(files, purpose) {
  ensure(files, `${purpose} need`, "", existsSync);
}

/** What they would install: { debian } for each package. */
export const missingPrograms = (programs) => lacking(programs, isOnPath).map((name) => ({ debian: programs[name] }));
export const missingFiles = (files) => lacking(files, existsSync).map((name) => ({ debian: files[name] }));

const isOnPath = (name) => findProgram([name]) !== undefined;
const lacking = (wanted, isThere) => Object.keys(wanted).filter((name) => !isThere(name));

function ensure(wanted, needs, where, isThere) {
  const packages = lacking(wanted, isThere).map((name) => wanted[name]);
  if (packages.length > 0 && canInstall()) install(packages);
  const missing = lacking(wanted, isThere);
  if (missing.length === 0) return;
  const debian = missing.map((name) => wanted[name]).join(" ");
  const what = [needs, missing.join(", "), where].filter(Boolean).join(" ");
  throw new Error(`${what}; on Debian: apt-get install ${debian}`);
}

/**
 * Makes sure of a package that brings no program, as a Python module.
 * @param isThere tells whether it is
 */
export function ensurePackage(name, isThere, purpose) {
  if (isThere()) return;
  if (canInstall()) install([name]);
  if (!isThere()) throw new Error(`${purpose}; on Debian: apt-get install ${name}`);
}

/** Whether we may install Debian packages; elsewhere a person has to. */
export const canInstall = () => process.getuid?.() === 0 && findProgram(["apt-get"]) !== undefined;

/** The first of the programs that is on PATH, with its path. */
export function findProgram(names) {
  const find =
    process.platform === "win32" ? (name) => ["where", [name]] : (name) => ["sh", ["-c", `command -v ${name}`]];
  for (const name of names) {
    const { status, stdout } = spawnSync(...find(name), { stdio: ["ignore", "pipe", "ignore"], encoding: "utf8" });
    if (status === 0) return stdout.split("\n")[0].trim();
  }
  return undefined;
}

function install(packages) {
  console.error(`Installing Debian packages: ${packages.join(", ")} …`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  // Another one may be at work, on this machine or in this container.
  const apt = (...args) =>
    spawnSync("apt-get", ["-o", "DPkg::Lock::Timeout=300", ...args], { env, stdio: ["ignore", 2, 2] });
  apt("update", "-qq");
  withoutStarting(() => apt("install", "-y", "-qq", "--no-install-recommends", ...packages));
}

/** Debian asks this program before it starts a daemon that it has installed; 101 forbids it. */
const policy = "/usr/sbin/policy-rc.d";

/** Installs no daemon that then runs: a test starts its own. */
function withoutStarting(work) {
  if (existsSync(policy)) return work();
  writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    return work();
  } finally {
    rmSync(policy, { force: true });
  }
}
