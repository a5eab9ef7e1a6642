/** Replacements for Slurm's programs, found by PATH: they run job arrays on this machine, or let them wait. */
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";

/** Each job has a file with its pid; the file is empty while the job waits. */
const programs = {
  scontrol: `console.log("MaxArraySize            = 5");`,
  sbatch: `
    const args = process.argv.slice(2);
    fs.appendFileSync(at("submitted"), JSON.stringify(args) + "\\n");
    const size = 1 + Number(args.find((arg) => arg.startsWith("--array=")).split("-").at(-1));
    const refuse = (reason) => { console.error("sbatch: error: " + reason); process.exit(1); };
    if (fs.existsSync(at("refuse"))) refuse(fs.readFileSync(at("refuse"), "utf8"));
    if (fs.existsSync(at("most")) && fs.readdirSync(at("jobs")).length + size > Number(fs.readFileSync(at("most"), "utf8")))
      refuse("AssocMaxSubmitJobLimit");
    fs.writeFileSync(at("script"), fs.readFileSync(0));
    const output = args.find((arg) => arg.startsWith("--output=")).slice(9).replace("%A", "7");
    for (let i = 0; i < size; i++) {
      const name = at("jobs/" + process.pid + "_" + i);
      fs.writeFileSync(name, "");
      if (fs.existsSync(at("wait"))) continue;
      const log = fs.openSync(output.replace("%a", i), "a");
      const job = spawn("bash", [at("script")], { detached: true, stdio: ["ignore", log, log] });
      fs.writeFileSync(name, String(job.pid));
    }
    process.exit(0);`,
  squeue: `
    for (const name of fs.readdirSync(at("jobs"))) {
      const pid = Number(fs.readFileSync(at("jobs/" + name), "utf8"));
      if (pid === 0) console.log("PENDING Resources");
      else if (isAlive(pid)) console.log("RUNNING None");
    }`,
  scancel: `
    fs.appendFileSync(at("cancelled"), JSON.stringify(process.argv.slice(2)) + "\\n");
    for (const name of fs.readdirSync(at("jobs"))) {
      const pid = Number(fs.readFileSync(at("jobs/" + name), "utf8"));
      fs.rmSync(at("jobs/" + name));
      if (pid > 0 && isAlive(pid)) process.kill(pid, "SIGTERM");
    }`,
};

export class FakeSlurm {
  /** PATH with these programs first, and a separate folder for accepted lines. */
  readonly environment: NodeJS.ProcessEnv;

  constructor(private readonly folder: string) {
    const bin = join(folder, "bin");
    mkdirSync(bin, { recursive: true });
    mkdirSync(join(folder, "jobs"));
    for (const [name, text] of Object.entries(programs)) {
      const file = join(bin, name);
      writeFileSync(file, `#!${process.execPath}\n${preamble(folder)}${text}\n`);
      chmodSync(file, 0o755);
    }
    this.environment = {
      PATH: `${bin}${delimiter}${process.env.PATH}`,
      XDG_DATA_HOME: join(folder, "data"),
      HOME: folder,
    };
  }

  /**
   * Sets a switch: "wait" keeps jobs pending, "refuse" is sbatch's error message, "most" the maximum number of jobs.
   */
  set(name: "wait" | "refuse" | "most", text = ""): void {
    writeFileSync(join(this.folder, name), text);
  }

  /** Returns the arguments of every call of sbatch or scancel. */
  calls(name: "submitted" | "cancelled"): string[][] {
    const file = join(this.folder, name);
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  }

  get arrays(): (string | undefined)[] {
    return this.calls("submitted").map((args) => args.find((arg) => arg.startsWith("--array=")));
  }

  get jobs(): string[] {
    return readdirSync(join(this.folder, "jobs"));
  }
}

const preamble = (folder: string): string => `
  const fs = require("node:fs");
  const { spawn } = require("node:child_process");
  const at = (name) => ${JSON.stringify(folder)} + "/" + name;
  function isAlive(pid) {
    try {
      process.kill(pid, 0);
      return !/^State:\\tZ/m.test(fs.existsSync("/proc/self") ? fs.readFileSync("/proc/" + pid + "/status", "utf8") : "");
    } catch {
      return false;
    }
  }
`;
