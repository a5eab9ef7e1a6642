/** How the identity of a process is read on each operating system. */
import assert from "node:assert/strict";
import { readMachine, type System, thisMachine } from "../../src/runs/machine";

const refuse = (code: string) => Object.assign(new Error(code), { code });

function system(platform: NodeJS.Platform, changes: Partial<System> = {}): System {
  return {
    platform,
    pid: 77,
    hostname: () => "here",
    uptime: () => 60,
    kill: (pid) => {
      if (pid === 1) throw refuse("EPERM");
      if (pid !== 77) throw refuse("ESRCH");
    },
    readFile: async () => Promise.reject(refuse("ENOENT")),
    readlink: async () => Promise.reject(refuse("ENOENT")),
    run: async () => Promise.reject(refuse("ENOENT")),
    ...changes,
  };
}

describe("the identity of a process", () => {
  it("on Linux is read from /proc, whatever the program is called", async () => {
    const fields = (start: string, state = "S") =>
      [state, ...Array.from({ length: 18 }, () => "0"), start, "more"].join(" ");
    const files: Record<string, string> = {
      "/proc/sys/kernel/random/boot_id": "b-o-o-t\n",
      "/proc/77/stat": `77 (node) ${fields("4711")}`,
      "/proc/8/stat": `8 (a b) (c) d) ${fields("815")}`,
      "/proc/10/stat": `10 (node) ${fields("815", "Z")}`,
    };
    const machine = await readMachine(
      system("linux", {
        readFile: async (file) => files[file] ?? Promise.reject(refuse("ENOENT")),
        readlink: async (file) => (file === "/proc/self/ns/pid" ? "pid:[4026531836]" : ""),
      }),
    );
    const expected = { pid: 77, host: "here", boot: "b-o-o-t", namespace: "pid:[4026531836]", started: "4711" };
    assert.deepEqual(machine.self, expected);
    assert.equal(await machine.startOf(8), "815");
    assert.equal(await machine.startOf(9), undefined);
    // A zombie: it has exited, and its parent has not read the exit code.
    assert.notEqual(await machine.startOf(10), "815");
  });

  it("on macOS is what sysctl and ps say, in one language and time zone", async () => {
    const asked: unknown[] = [];
    const machine = await readMachine(
      system("darwin", {
        run: async (program, args, environment) => {
          asked.push([program, args.join(" "), environment]);
          return program.endsWith("ps") ? "Sun Nov 29 12:00:00 2026    \n" : "7C0B-UUID\n";
        },
      }),
    );
    const expected = { boot: "7C0B-UUID", namespace: undefined, started: "Sun Nov 29 12:00:00 2026" };
    assert.deepEqual(machine.self, { pid: 77, host: "here", ...expected });
    assert.deepEqual(asked, [
      ["/usr/sbin/sysctl", "-n kern.bootsessionuuid", {}],
      ["/bin/ps", "-o lstart= -p 77", { LC_ALL: "C", TZ: "UTC" }],
    ]);
  });

  it("on Windows is its number and the machine's name, and nothing is started to find out more", async () => {
    const run = () => assert.fail("a program was started");
    const { self } = await readMachine(system("win32", { run }));
    assert.deepEqual(self, { pid: 77, host: "here", boot: undefined, namespace: undefined, started: undefined });
  });

  it("holds nothing that the system does not say", async () => {
    const { self, isAlive } = await readMachine(system("linux"));
    assert.deepEqual(self, { pid: 77, host: "here", boot: undefined, namespace: undefined, started: undefined });
    // A process of another user cannot be signalled, but is alive.
    assert.deepEqual([77, 1, 2].map(isAlive), [true, true, false]);
  });

  it("is found here as well", async () => {
    const { self, startOf, isAlive } = await thisMachine();
    assert.equal(self.pid, process.pid);
    assert.equal(await startOf(process.pid), self.started);
    assert.ok(isAlive(process.pid));
    if (process.platform === "linux") assert.match(`${self.boot} ${self.started}`, /^[0-9a-f-]{36} \d+$/);
  });
});
