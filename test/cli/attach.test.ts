/** A detached training, and terminals that attach to it and leave it. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { exitCodeOfFailure } from "../../src/cli/failures";
import { requestBasic } from "../../src/control/client";
import { startDetached } from "../../src/control/detached";
import { readEvents } from "../../src/runs/events";
import { readHolder } from "../../src/runs/holder";
import { bundled } from "../bundled";
import { irisConfig } from "../trainer/workspace";
import { endless, writes } from "./endless";
import { type Outcome, Terminal } from "./terminal";

describe("a training in a process of its own", () => {
  let terminal: Terminal;
  let cli: string;

  before(async () => {
    cli = await bundled("src/cli/main.ts");
    copyFileSync(await bundled("src/trainer/process/main.ts"), join(dirname(cli), "trainer.js"));
  });
  beforeEach(() => {
    terminal = new Terminal();
  });
  afterEach(async () => {
    if (existsSync(join(terminal.path, ".matrix-network"))) await end();
    terminal.remove();
  });

  const folder = () => join(terminal.path, terminal.run());
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  /** Returns the pid in the lock. */
  const trainer = async () => (await readHolder(folder()))?.lock?.pid;
  /** Ends the training by the pid in its lock. */
  async function end(signal: NodeJS.Signals = "SIGKILL"): Promise<void> {
    const pid = await trainer();
    if (pid === undefined) return;
    process.kill(pid, signal);
    while ((await trainer()) !== undefined) await turn();
  }
  /** Waits for this many `started` events: a training can be attached to before it reports its start. */
  const starts = async (count: number) => {
    for (;;) {
      const started = await readEvents(folder(), ["started"]);
      if (started.length >= count) return started;
      await turn();
    }
  };
  const detach = async (...args: string[]) => {
    const { code, stdout, stderr } = await terminal.call("train", "iris.network.json", "--detach", ...args);
    assert.deepEqual({ code, stderr }, { code: 0, stderr: "" });
    return stdout;
  };

  it("is begun by train --detach, which says where it is once it has its folder", async () => {
    terminal.write("iris.network.json", endless);
    const stdout = await detach("--seed", "9");
    const run = terminal.run();
    const pid = await trainer();
    assert.match(stdout, new RegExp(`^training in process ${pid}\nrun {7}${run}\nattach {4}.* attach ${run}\n$`));
    const [first] = await starts(1);
    assert.equal(first.seed, 9);
    assert.equal(readFileSync(join(folder(), "output.txt"), "utf8"), "");
    assert.deepEqual(readdirSync(terminal.path).sort(), [".matrix-network", "iris.network.json"]);
    while (!(await readEvents(folder())).some(({ type }) => type === "epoch")) await turn();
    await requestBasic(folder(), "stop");
    while ((await trainer()) !== undefined) await turn();
    const events = await readEvents(folder());
    const last = events.at(-1);
    assert.ok(last?.type === "done" && last.reason === "stopped");

    const resumed = await terminal.call("resume", run, "--detach");
    assert.deepEqual([resumed.code, resumed.stderr], [0, ""]);
    assert.match(resumed.stdout, /attach {4}.* attach /);
    const [, again] = await starts(2);
    assert.ok(again.startEpoch > 1);
  });

  it("that nobody can attach to is begun with the way to stop it in place of attach", async function () {
    if (process.platform === "win32") return this.skip();
    const runtime = process.env.XDG_RUNTIME_DIR;
    const sockets = mkdtempSync(join(tmpdir(), "matrix-network-"));
    mkdirSync(join(sockets, `matrix-network-${process.getuid?.()}`), { mode: 0o755 });
    process.env.XDG_RUNTIME_DIR = sockets;
    try {
      terminal.write("iris.network.json", endless);
      // The warning may or may not reach stderr in time.
      const { code, stdout } = await terminal.call("train", "iris.network.json", "--detach");
      assert.equal(code, 0);
      const pid = await trainer();
      assert.match(stdout, new RegExp(`\\nattach is not possible: .* log.txt\\nstop {6}kill -INT ${pid}\n$`));
      assert.doesNotMatch(stdout, /attach {4}/);
      const refused = await terminal.call("attach", terminal.run());
      assert.match(
        refused.stderr,
        /without a control socket .*its log\.txt may contain the reason.* on Linux and macOS by kill -INT \d+/,
      );
      await end("SIGINT");
      assert.match(readFileSync(join(folder(), "log.txt"), "utf8"), /warning: no other window or terminal can attach/);
    } finally {
      if (runtime === undefined) delete process.env.XDG_RUNTIME_DIR;
      else process.env.XDG_RUNTIME_DIR = runtime;
      rmSync(sockets, { recursive: true });
    }
  });

  it("that cannot begin is reported with its error and exit code, and leaves nothing behind", async () => {
    terminal.write("iris.network.json", { ...irisConfig(), data: { format: "csv", path: "none.csv", label: "a" } });
    const direct = await terminal.call("train", "iris.network.json");
    const detached = await terminal.call("train", "iris.network.json", "--detach");
    assert.notEqual(detached.code, 0);
    assert.deepEqual(detached, direct);
    assert.deepEqual(readdirSync(terminal.path), ["iris.network.json"]);
  });

  it("goes on where its output cannot be moved to it, and is not begun at all once it is cancelled", async () => {
    terminal.write("iris.network.json", endless);
    const order = {
      script: join(dirname(cli), "trainer.js"),
      args: ["train", join(terminal.path, "iris.network.json")],
      near: terminal.path,
    };
    const cancelled = await startDetached({ ...order, signal: AbortSignal.abort() });
    assert.ok("failed" in cancelled && cancelled.exitCode === 130, JSON.stringify(cancelled));
    assert.deepEqual(readdirSync(terminal.path), ["iris.network.json"]);
    const moved = await startDetached({
      ...order,
      onEvent: (event) => event.type === "started" && mkdirSync(join(event.run, "output.txt")),
    });
    assert.ok("started" in moved && moved.outputLost, JSON.stringify(moved));
    assert.equal(await trainer(), moved.pid);
    assert.deepEqual(readdirSync(terminal.path).sort(), [".matrix-network", "iris.network.json"]);
  });

  it("is shown by attach from its first epoch on, in the words of train, until it ends", async () => {
    terminal.write("iris.network.json", endless);
    await detach();
    while ((await readEvents(folder())).length < 20) await turn();
    const [people, programs] = await Promise.all([
      terminal.start("attach", terminal.run()),
      terminal.start("attach", terminal.run(), "--json"),
    ]);
    await Promise.all([writes(people.process, /\nepoch 30\//), writes(programs.process, /"epoch":30,/)]);
    await requestBasic(folder(), "stop");
    const [shown, lines] = await Promise.all([people.ended, programs.ended]);
    assert.deepEqual([shown.code, shown.stderr, lines.code, lines.stderr], [0, "", 0, ""]);
    const events = await readEvents(folder());
    const epochs = events.flatMap((event) => (event.type === "epoch" ? [event.epoch] : []));
    const numbers = [...shown.stdout.matchAll(/^epoch (\d+)\/10000 /gm)].map(([, number]) => Number(number));
    assert.deepEqual(numbers, epochs);
    assert.match(shown.stdout, /^\.matrix-network.*: \[4, 150, 150, 3\], .* parameters, seed 5\n/);
    assert.match(shown.stdout, /\nstopped in .*\nrun {7}.*\nevaluate .*\ngo on {5}.* resume /);
    const heard = lines.stdout
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line))
      .filter(({ type }) => type !== "hello" && type !== "progress");
    const file = readFileSync(join(folder(), "metrics.jsonl"), "utf8").trimEnd().split("\n");
    assert.deepEqual(
      heard.map(({ type, epoch }) => [type, epoch]),
      file.map((line) => JSON.parse(line)).map(({ type, epoch }) => [type, epoch]),
    );
  });

  it("is refused in one line where no file can be made beside its config", async function () {
    // Nobody, root included, can create a file in /proc.
    if (process.platform !== "linux") return this.skip();
    terminal.write("iris.network.json", endless);
    const { code, stderr } = await terminal.call("train", "iris.network.json", "--detach", "--runs", "/proc/runs");
    assert.equal(code, 5);
    assert.match(stderr, /^\/proc: [^\n]*keep runs elsewhere with --runs\n$/);
  });

  it("goes on when a terminal that is attached to it is interrupted, which says so", async () => {
    terminal.write("iris.network.json", endless);
    await detach();
    const { process: attached, ended } = await terminal.start("attach", terminal.run());
    await writes(attached, /\nepoch 2\//);
    attached.kill("SIGINT");
    const { code, stderr } = await ended;
    assert.equal(code, 130);
    const pid = await trainer();
    assert.match(
      stderr,
      new RegExp(`^the training continues in process ${pid}; come back with: .* attach .matrix-network`),
    );
  });

  it("whose process is killed is an error of attach", async () => {
    terminal.write("iris.network.json", endless);
    await detach();
    const { process: attached, ended } = await terminal.start("attach", terminal.run());
    await writes(attached, /\nepoch 2\//);
    await end();
    const { code, stderr } = await ended;
    assert.equal(code, 5);
    assert.match(stderr, /the connection to process \d+ ended before the training did; .*resume the run/);
    const again = await terminal.callHere("attach", terminal.run());
    assert.equal(again.code, 5);
    assert.match(again.stderr, /no process trains this run; continue it with resume/);
    const missing = await terminal.callHere("attach", "missing");
    assert.equal(missing.code, 5);
    assert.match(missing.stderr, /does not exist; give the folder of a run/);
  });

  it("gives attach the exit code of its own end", () => {
    assert.deepEqual(["non-finite", "run-disk-full", "internal", "of-the-future"].map(exitCodeOfFailure), [4, 5, 1, 1]);
  });

  // On other systems `script`, which creates a terminal, has other options.
  if (process.platform === "linux") {
    it("is paused, continued and stopped by keys, and left alone by Ctrl-C", async () => {
      terminal.write("iris.network.json", endless);
      await detach();
      const first = inTerminal("attach", terminal.run());
      await writes(first.process, /s stops the training, p pauses it, Ctrl-C detaches from it/);
      first.press("p");
      await writes(first.process, /paused; p continues/);
      const paused = await readEvents(folder());
      first.press("p");
      await writes(first.process, /continued/);
      first.press("\u0003");
      const left = await first.ended;
      assert.equal(left.code, 130);
      assert.match(left.stdout, /the training continues in process \d+/);
      while ((await readEvents(folder())).length === paused.length) await turn();

      const second = inTerminal("attach", terminal.run());
      await writes(second.process, /Ctrl-C detaches from it/);
      second.press("s");
      const stopped = await second.ended;
      assert.equal(stopped.code, 0);
      assert.match(stopped.stdout, /stopped in /);
    });
  }

  /** Runs the command in a pseudo-terminal with a keyboard. */
  function inTerminal(...args: string[]) {
    const command = [process.execPath, cli, ...args].map((part) => `'${part}'`).join(" ");
    const child = spawn("script", ["--quiet", "--flush", "--return", "--command", command, "/dev/null"], {
      cwd: terminal.path,
      env: { ...process.env, TERM: "xterm", SHELL: "/bin/sh" },
      stdio: ["pipe", "pipe", "inherit"],
    });
    let stdout = "";
    child.stdout.setEncoding("utf8").on("data", (text) => (stdout += text));
    const ended = new Promise<Outcome>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => resolve({ code, stdout, stderr: "" }));
    });
    return { process: child, ended, press: (key: string) => child.stdin.write(key) };
  }
});
