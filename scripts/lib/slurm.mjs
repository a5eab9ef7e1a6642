/**
 * Slurm for its tests, and tools that start workers without a scheduler: daemons and clients, started by the tests. On
 * PATH, else Debian's if they can be installed.
 */
import { ensurePrograms, missingPrograms } from "./debian.mjs";

const programs = {
  "/usr/sbin/munged": "munge",
  "/usr/sbin/slurmctld": "slurmctld",
  "/usr/sbin/slurmd": "slurmd",
  sbatch: "slurm-client",
  "/usr/sbin/sshd": "openssh-server",
  ssh: "openssh-client",
  parallel: "parallel",
};

/** Ensures Slurm. Throws an Error that says what to install, or that its daemons run only as root. */
export function ensureSlurm() {
  if (process.platform !== "linux") throw new Error("Slurm's tests need Linux");
  if (process.getuid() !== 0) throw new Error("Slurm's tests start its daemons, which only root may; run them as root");
  ensurePrograms(programs, "Slurm's tests");
  return {};
}

/** Returns what ensureSlurm would install. */
export const missingSlurm = () =>
  process.platform === "linux" && process.getuid() === 0 ? missingPrograms(programs) : [];
