/** The processes that answer the editor's questions about data: a config that keeps one busy delays no other. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { InspectorPool, type PoolOptions, patience } from "../../src/extension/process/inspectorPool";
import { residentSize } from "../../src/extension/process/residentSize";

type Child = ReturnType<PoolOptions["start"]>;

interface Asked {
  base: string;
  answer(text: string): void;
  fail(code: string): void;
}

/** Simulates a process that answers when the test says so. */
class PlayedProcess {
  readonly pending: Asked[] = [];
  size = 100;
  isKilled = false;
  private greet = () => {};
  private leave = () => {};
  readonly child: Child;

  constructor(readonly pid: number) {
    const hello = new Promise<void>((resolve) => {
      this.greet = resolve;
    });
    const exited = new Promise<void>((resolve) => {
      this.leave = resolve;
    });
    const request = (_: string, { baseDir: base }: { baseDir: string }) =>
      new Promise((resolve, reject) => {
        const fail = (code: string) => reject(Object.assign(new Error(code), { code }));
        this.pending.push({ base, answer: resolve, fail });
      });
    const close = (code: string) => {
      for (const { fail } of this.pending) fail(code);
      this.leave();
    };
    const kill = () => {
      this.isKilled = true;
      close("peer-gone");
    };
    this.child = { pid, channel: { hello, request }, exited, kill, dispose: () => close("channel-closed") } as never;
  }

  async start(): Promise<void> {
    this.greet();
    await settled();
  }

  crash(): void {
    for (const { fail } of this.pending) fail("peer-gone");
    this.leave();
  }
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe("questions about the data of configs", () => {
  let processes: PlayedProcess[];
  let pool: InspectorPool;
  let now: number;
  beforeEach(() => {
    processes = [];
    now = 0;
    pool = new InspectorPool({
      start: () => {
        const process = new PlayedProcess(processes.length + 1);
        processes.push(process);
        return process.child;
      },
      residentSize: async (pid) => processes[pid - 1].size,
      memory: () => 512 * 2 ** 20,
      tooSlow: (seconds) => `more than ${seconds} s`,
      tooLarge: (megabytes) => `more than ${megabytes} MB`,
      now: () => now,
    });
  });
  afterEach(() => pool.close());

  /** Returns an object that receives the answer. */
  const ask = (config: string) => {
    const pending: { answer?: unknown; code?: string; message?: string } = {};
    pool.ask(config, "arrays", { baseDir: config, path: "x" }).then(
      (answer) => Object.assign(pending, { answer }),
      ({ code, message }) => Object.assign(pending, { code, message }),
    );
    return pending;
  };
  const wait = async (milliseconds: number) => {
    now += milliseconds;
    await pool.poll();
    await settled();
  };

  it("are answered by one process", async () => {
    const [a, b] = [ask("a"), ask("b")];
    await processes[0].start();
    for (const { base, answer } of processes[0].pending) answer(`of ${base}`);
    await settled();
    assert.deepEqual([a.answer, b.answer, processes.length], ["of a", "of b", 1]);
  });

  it("are asked again of another where one config keeps the first busy, which goes on for that one", async () => {
    const hostile = ask("hostile");
    await processes[0].start();
    await wait(5 * patience.shared);
    assert.equal(processes.length, 1, "nobody waits");
    const other = ask("other");
    await wait(0);
    assert.deepEqual([processes.length, processes[1].pending[0].base], [2, "other"]);
    processes[1].pending[0].answer("of other");
    await settled();
    assert.equal(other.answer, "of other");
    const again = ask("hostile");
    assert.deepEqual([processes.length, processes[0].pending.length], [2, 3], "it has its own process");
    processes[0].pending[0].answer("late");
    processes[0].pending[2].answer("again");
    await settled();
    assert.deepEqual([hostile.answer, again.answer], ["late", "again"]);
  });

  it("are given up after a while, and not asked again for minutes unless they change", async () => {
    const slow = ask("slow");
    await processes[0].start();
    await wait(patience.own + 1000);
    assert.deepEqual([slow.code, slow.message, processes[0].isKilled], ["data-slow", "more than 31 s", true]);
    const again = ask("slow");
    await settled();
    assert.deepEqual([again.code, processes.length], ["data-slow", 1]);
    void pool.ask("slow", "arrays", { baseDir: "slow", path: "y" }).catch(() => {});
    assert.equal(processes.length, 2);
    now += patience.again;
    ask("slow");
    assert.equal(processes[1].pending.length, 2);
  });

  it("end a process that takes too much memory, alone where it is known whose question it was", async () => {
    const large = ask("large");
    await processes[0].start();
    processes[0].size = 600 * 2 ** 20;
    await wait(10);
    assert.deepEqual([large.code, large.message, processes[0].isKilled], ["data-memory", "more than 512 MB", true]);
    assert.equal(ask("other").code, undefined);
    assert.equal(processes.length, 2);
  });

  it("are asked in processes of their own where it is not known which of them took the memory", async () => {
    const [large, other] = [ask("large"), ask("other")];
    await processes[0].start();
    processes[0].size = 600 * 2 ** 20;
    await wait(10);
    const bases = processes.slice(1).map(({ pending }) => pending.map(({ base }) => base));
    assert.deepEqual(bases, [["large"], ["other"]]);
    processes[1].size = 600 * 2 ** 20;
    processes[2].pending[0].answer("small");
    await wait(10);
    assert.deepEqual([large.code, other.answer], ["data-memory", "small"]);
  });

  it("of a process that went down are asked in processes of their own", async () => {
    const [hostile, other] = [ask("hostile"), ask("other")];
    await processes[0].start();
    processes[0].crash();
    await settled();
    assert.equal(processes.length, 3);
    processes[1].crash();
    processes[2].pending[0].answer("fine");
    await settled();
    assert.deepEqual([hostile.code, other.answer], ["peer-gone", "fine"]);
  });

  it("wait for a process that is slow to start", async () => {
    ask("a");
    ask("b");
    await wait(10 * patience.shared);
    assert.equal(processes.length, 1);
    await processes[0].start();
    await wait(patience.shared / 2);
    assert.equal(processes.length, 1);
  });

  it("keep few processes: of many configs that are all busy the oldest is given up", async () => {
    const busy = ["a", "b", "c", "d", "e", "f"].map(ask);
    await processes[0].start();
    processes[0].size = 600 * 2 ** 20;
    await wait(10);
    assert.equal(busy.filter(({ code }) => code === "data-slow").length, 2);
    pool.close();
    await settled();
    assert.equal(busy.filter(({ code }) => code === "channel-closed").length, 4);
  });
});

describe("the memory of a process", () => {
  it("is asked of the system", async () => {
    // Before it has started, it is a copy of this process.
    const other = spawn(process.execPath, ["-e", "console.log(1); setInterval(() => {}, 1000)"]);
    await once(other.stdout, "data");
    const size = await residentSize(other.pid as number);
    assert.ok(size !== undefined && size > 2 ** 20 && size < 2 ** 31, String(size));
    other.kill("SIGKILL");
    await once(other, "exit");
    assert.equal(await residentSize(other.pid as number), undefined);
  });

  const asked = (platform: NodeJS.Platform, answer: () => string) => {
    const run = async (program: string, args: string[]) => {
      assert.deepEqual([program, args.includes("7") || args.includes("PID eq 7")], [programs[platform], true]);
      return answer();
    };
    return residentSize(7, { platform, run, readFile: () => assert.fail("/proc exists on Linux only") });
  };
  const programs: Partial<Record<NodeJS.Platform, string>> = { win32: "tasklist", darwin: "ps" };

  it("is asked on Windows in any language", async () => {
    for (const size of ["84,512 K", "84.512 K", "84\u00a0512 K"]) {
      assert.equal(await asked("win32", () => `"node.exe","7","Console","1","${size}"\r\n`), 84_512 * 1024);
    }
  });

  it("is asked of ps on macOS", async () => assert.equal(await asked("darwin", () => " 84512\n"), 84_512 * 1024));

  it("is unknown if the process has ended", async () => {
    const fail = () => {
      throw new Error("ps: exit code 1");
    };
    assert.equal(await asked("darwin", fail), undefined);
    assert.equal(await asked("win32", () => "INFO: No tasks are running.\r\n"), undefined);
  });
});
