/** Programs that are not on npm: found on PATH, else installed with apt-get if we are root, else named. */
import { spawnSync } from "node:child_process";
import { existsSync, rmSync, writeFileSync } from "node:fs";

/**
 * Ensures that programs are on PATH; prints to stderr. Throws an Error that says what to install.
 * @param programs maps each program to its Debian package
 * @param purpose what needs them, for the message
 */
export function ensurePrograms(programs, purpose) {
  ensure(programs, `${purpose} needs`, "on PATH", isOnPath);
}

/** Ensures that files exist, each mapped to its Debian package. */
export function ensureFiles(files, purpose) {
  ensure(files, `${purpose} need`, "", existsSync);
}

/** Return the packages to be installed, as { debian }. */
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
 * Ensures a package without a program, such as a Python module.
 * @param isThere returns true if it is installed
 */
export function ensurePackage(name, isThere, purpose) {
  if (isThere()) return;
  if (canInstall()) install([name]);
  if (!isThere()) throw new Error(`${purpose}; on Debian: apt-get install ${name}`);
}

/** Returns true if Debian packages can be installed by this process. */
export const canInstall = () => process.getuid?.() === 0 && findProgram(["apt-get"]) !== undefined;

/** Returns the path of the first program that is on PATH. */
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
  // Another apt-get may be running, on this machine or in this container.
  const apt = (...args) =>
    spawnSync("apt-get", ["-o", "DPkg::Lock::Timeout=300", ...args], { env, stdio: ["ignore", 2, 2] });
  apt("update", "-qq");
  withoutStarting(() => apt("install", "-y", "-qq", "--no-install-recommends", ...packages));
}

/** Script that Debian runs before it starts a newly installed daemon; exit code 101 forbids the start. */
const policy = "/usr/sbin/policy-rc.d";

/** Runs `work` so that installed daemons are not started: a test starts its own. */
function withoutStarting(work) {
  if (existsSync(policy)) return work();
  writeFileSync(policy, "#!/bin/sh\nexit 101\n", { mode: 0o755 });
  try {
    return work();
  } finally {
    rmSync(policy, { force: true });
  }
}
