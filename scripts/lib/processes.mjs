/** Finds the processes with a mark in their environment, and their children. Works on Linux and macOS. */
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";

/** @returns { pid, command } of each running process, without zombies; none on other systems */
export function processesWith(mark) {
  const all = (process.platform === "linux" ? fromProc : fromPs)();
  const found = new Map(all.filter(({ environment }) => environment.includes(mark)).map((each) => [each.pid, each]));
  for (let size = -1; size !== found.size; ) {
    size = found.size;
    for (const each of all) if (found.has(each.parent)) found.set(each.pid, each);
  }
  return [...found.values()].filter(({ runs }) => runs).map(({ pid, command }) => ({ pid, command: command() }));
}

function fromProc() {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      const read = (file) => readFileSync(`/proc/${pid}/${file}`, "utf8");
      try {
        // The program's name, in parentheses, may contain any characters.
        const [state, parent] = read("stat")
          .replace(/^.*\) /s, "")
          .split(" ");
        const environment = read("environ");
        return [
          {
            pid: Number(pid),
            parent: Number(parent),
            runs: state !== "Z" && state !== "X",
            environment,
            command: () => tried(() => read("cmdline").replaceAll("\0", " ").trim()),
          },
        ];
      } catch {
        // It has ended, or belongs to another user.
        return [];
      }
    });
}

/** Reads `ps -E`, which on macOS shows the environment after the command. */
function fromPs() {
  if (process.platform !== "darwin") return [];
  const ps = (...args) => spawnSync("ps", args, { encoding: "utf8", maxBuffer: 1 << 28 }).stdout ?? "";
  return ps("-axwwE", "-o", "pid=,ppid=,stat=,command=")
    .split("\n")
    .flatMap((line) => {
      const [, pid, parent, state, environment] = line.match(/^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/) ?? [];
      if (pid === undefined) return [];
      const command = () => ps("-ww", "-o", "command=", "-p", pid).trim();
      return [{ pid: Number(pid), parent: Number(parent), runs: !state.startsWith("Z"), environment, command }];
    });
}

function tried(read) {
  try {
    return read();
  } catch {
    return "";
  }
}
