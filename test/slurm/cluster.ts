/**
 * A real Slurm of one node for tests: munged, slurmctld and slurmd run as separate processes, with their key, ports,
 * spool and configuration in one folder. Its processes are found by SLURM_CONF in their environment, and killed by pid.
 */
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { processesWith } from "../../scripts/lib/processes.mjs";
import { until } from "../e2e/until";
import { freePorts } from "./freePorts";

export interface Cluster {
  /** Environment for sbatch, squeue and all other programs of Slurm. */
  readonly environment: NodeJS.ProcessEnv;
  /** Runs a program of Slurm and returns its output. */
  run(program: string, ...args: string[]): Promise<string>;
  /** Kills slurmd as `kill -9` does; its jobs continue. */
  killSlurmd(): Promise<void>;
  startSlurmd(): Promise<void>;
  /** Waits until the node is in one of these states: "idle", "mixed", "down*", … */
  nodeIs(...states: string[]): Promise<void>;
  /** Returns the end of the daemons' output, for a failed test. */
  log(): string;
  /** Ends all jobs and daemons; resolves when all their processes have exited. */
  stop(): Promise<void>;
}

export interface ClusterOptions {
  /** May be more than the machine has, if jobs must run in parallel. */
  readonly cpus: number;
  /** Further lines of slurm.conf. */
  readonly lines?: readonly string[];
}

/** The daemons in the order of their start. */
interface Daemons {
  munged?: ChildProcess;
  slurmctld?: ChildProcess;
  slurmd?: ChildProcess;
}

/** @param folder with a short path, because Slurm creates sockets in it */
export async function startSlurm(folder: string, options: ClusterOptions): Promise<Cluster> {
  const file = join(folder, "slurm.conf");
  const environment = { ...process.env, SLURM_CONF: file };
  const [controllerPort, nodePort] = await freePorts(2);
  for (const name of ["state", "spool"]) mkdirSync(join(folder, name));
  writeFileSync(join(folder, "munge.key"), randomBytes(128), { mode: 0o400 });
  writeFileSync(file, configuration(folder, controllerPort, nodePort, options).join("\n"));

  const daemons: Daemons = {};
  const killAll = () => {
    for (const { pid } of processesWith(`SLURM_CONF=${file}`)) kill(pid);
  };
  process.once("exit", killAll);

  const start = (name: keyof Daemons, ...args: string[]) => {
    const output = openSync(join(folder, `${name}.out`), "a");
    daemons[name] = spawn(`/usr/sbin/${name}`, args, { env: environment, stdio: ["ignore", output, output] });
  };
  const run = async (program: string, ...args: string[]) =>
    (await promisify(execFile)(program, args, { env: environment })).stdout.trim();
  const log = () =>
    ["munged", "slurmctld", "slurmd"].map((name) => `--- ${name}\n${tail(join(folder, `${name}.out`))}`).join("\n");

  const cluster: Cluster = {
    environment,
    run,
    log,
    async killSlurmd() {
      daemons.slurmd?.kill("SIGKILL");
      await ended(daemons.slurmd);
    },
    async startSlurmd() {
      start("slurmd", "-D", "-f", file);
    },
    async nodeIs(...states) {
      await until(
        async () => {
          const state = await run("sinfo", "--noheader", "--format=%T").catch((error: Error) => error.message);
          return states.includes(state);
        },
        `the node is ${states.join(" or ")}`,
      );
    },
    async stop() {
      await run("scancel", "--user=root", "--quiet").catch(() => {});
      await until(async () => (await run("squeue", "--noheader").catch(() => "")) === "", "no job is left").catch(
        () => {},
      );
      for (const name of ["slurmd", "slurmctld", "munged"] as const) {
        daemons[name]?.kill("SIGTERM");
        const late = setTimeout(() => daemons[name]?.kill("SIGKILL"), 5000);
        await ended(daemons[name]);
        clearTimeout(late);
      }
      killAll();
      await until(async () => processesWith(`SLURM_CONF=${file}`).length === 0, "all processes of Slurm have ended");
      process.removeListener("exit", killAll);
    },
  };

  try {
    start(
      "munged",
      "--foreground",
      // The parent folder may be closed to other users.
      "--force",
      `--socket=${join(folder, "munge.socket")}`,
      `--key-file=${join(folder, "munge.key")}`,
      `--pid-file=${join(folder, "munged.pid")}`,
      `--seed-file=${join(folder, "munged.seed")}`,
      `--log-file=${join(folder, "munged.log")}`,
    );
    start("slurmctld", "-D", "-f", file);
    await cluster.startSlurmd();
    await cluster.nodeIs("idle");
  } catch (error) {
    const said = log();
    await cluster.stop();
    throw new Error(`${(error as Error).message}\n${said}`);
  }
  return cluster;
}

function configuration(folder: string, controllerPort: number, nodePort: number, { cpus, lines = [] }: ClusterOptions) {
  const name = hostname().split(".")[0];
  return [
    "ClusterName=test",
    `SlurmctldHost=${name}(127.0.0.1)`,
    `SlurmctldPort=${controllerPort}`,
    "SlurmUser=root",
    "SlurmdUser=root",
    "AuthType=auth/munge",
    "CredType=cred/munge",
    // A requeued job waits this long; the default is two minutes. When slurmd was killed, the old job ends within this
    // time: Slurm drains a node on which both run.
    `AuthInfo=socket=${join(folder, "munge.socket")},cred_expire=20`,
    `StateSaveLocation=${join(folder, "state")}`,
    `SlurmdSpoolDir=${join(folder, "spool")}`,
    `SlurmctldPidFile=${join(folder, "slurmctld.pid")}`,
    `SlurmdPidFile=${join(folder, "slurmd.pid")}`,
    "MailProg=/bin/true",
    "ProctrackType=proctrack/linuxproc",
    "TaskPlugin=task/none",
    "SelectType=select/cons_tres",
    "SelectTypeParameters=CR_CPU",
    "JobAcctGatherType=jobacct_gather/none",
    "AccountingStorageType=accounting_storage/none",
    // The node has as many processors as configured.
    "SlurmdParameters=config_overrides",
    // Short enough for a test.
    "SlurmdTimeout=10",
    "KillWait=5",
    "MinJobAge=2",
    "SchedulerParameters=batch_sched_delay=0,sched_interval=1",
    "MaxArraySize=5",
    "ReturnToService=2",
    ...lines,
    `NodeName=${name} NodeAddr=127.0.0.1 Port=${nodePort} CPUs=${cpus} RealMemory=4000 State=UNKNOWN`,
    `PartitionName=main Nodes=${name} Default=YES MaxTime=INFINITE State=UP`,
    "",
  ];
}

async function ended(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  await new Promise((resolve) => {
    child.once("exit", resolve);
    child.once("error", resolve);
  });
}

function tail(file: string): string {
  try {
    return readFileSync(file, "utf8").trim().split("\n").slice(-30).join("\n");
  } catch {
    return "(nothing)";
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has just exited.
  }
}
