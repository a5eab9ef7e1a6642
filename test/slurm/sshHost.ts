/** An sshd for the test, with its own keys and port, under the name node1: GNU parallel uses it as another machine. */
import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { until } from "../e2e/until";
import { freePorts } from "./freePorts";

export interface SshHost {
  /** Environment for GNU parallel, whose sshlogin is node1. */
  readonly environment: NodeJS.ProcessEnv;
  stop(): Promise<void>;
}

export async function startSshHost(folder: string): Promise<SshHost> {
  const [port] = await freePorts(1);
  const file = (name: string) => join(folder, name);
  for (const name of ["host", "user"]) {
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", file(name)]);
  }
  writeFileSync(file("known"), `[127.0.0.1]:${port} ${readFileSync(file("host.pub"), "utf8")}`);
  const server = {
    Port: port,
    ListenAddress: "127.0.0.1",
    HostKey: file("host"),
    AuthorizedKeysFile: file("user.pub"),
    StrictModes: "no",
    PasswordAuthentication: "no",
    PermitRootLogin: "yes",
    UsePAM: "no",
    PidFile: "none",
    LogLevel: "ERROR",
  };
  const client = { HostName: "127.0.0.1", Port: port, IdentityFile: file("user"), UserKnownHostsFile: file("known") };
  const lines = (settings: object) => Object.entries(settings).map(([name, value]) => `${name} ${value}\n`);
  writeFileSync(file("sshd_config"), lines(server).join(""));
  writeFileSync(file("ssh_config"), ["Host node1\n", ...lines(client)].join(""));
  // sshd changes its root to this folder, and does not start without it.
  mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });

  const daemon = spawn("/usr/sbin/sshd", ["-D", "-e", "-f", file("sshd_config")], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const exited = new Promise((resolve) => daemon.once("exit", resolve));
  const end = () => daemon.kill("SIGKILL");
  process.once("exit", end);
  await until(() => answers(port), "sshd answers");
  return {
    environment: { ...process.env, PARALLEL_SSH: `ssh -F ${file("ssh_config")}`, PARALLEL_HOME: file("parallel") },
    async stop() {
      daemon.kill("SIGTERM");
      await exited;
      process.removeListener("exit", end);
    },
  };
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("error", () => resolve(false));
    socket.once("connect", () => {
      socket.destroy();
      resolve(true);
    });
  });
}
