/** Workers started by a command: sh runs the line as it is shown, in the config's folder. */
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commandExecutor } from "../../src/executors/command";
import { until } from "../e2e/until";
import { temporaryFolder } from "../launch/temporary";

describe("a command's workers", () => {
  before(function () {
    if (process.platform === "win32") this.skip();
  });
  let folder: { path: string; remove(): void };
  beforeEach(() => {
    folder = temporaryFolder("executor");
  });
  afterEach(() => folder.remove());

  const work = () => {
    const group = join(folder.path, "it's $HOME", "sweep 1");
    mkdirSync(group, { recursive: true });
    return { group, folder: folder.path, script: "/opt/m n/cli.js" };
  };
  const written = (...path: string[]) => readFileSync(join(folder.path, ...path), "utf8");

  it("are started by the line, with each placeholder as the words it stands for", async () => {
    const own = work();
    const made = commandExecutor(
      { type: "command", workers: 3, start: "printf '%s\\n' 1-{workers} {group} {log}/x {command} > words" },
      own,
    );
    assert.deepEqual(await made.start(), { workers: 3 });
    const log = join(own.group, "workers", "x");
    const command = ["node", "/opt/m n/cli.js", "worker", own.group];
    assert.deepEqual(written("words").trimEnd().split("\n"), ["1-3", own.group, log, ...command]);
  });

  it("may be in the background, where the line does not wait for them", async () => {
    const made = commandExecutor(
      { type: "command", workers: 1, start: "(until [ -e go ]; do sleep 0.05; done; touch {log}/ended) &" },
      work(),
    );
    await made.start();
    mkdirSync(join(folder.path, "go"));
    await until(async () => existsSync(join(folder.path, "it's $HOME", "sweep 1", "workers", "ended")), "it has ended");
  });

  it("are an error with what the line said, where it fails", async () => {
    const made = commandExecutor({ type: "command", workers: 1, start: "echo no queue >&2; exit 3" }, work());
    await assert.rejects(made.start(), {
      code: "executor-refused",
      message: "echo no queue >&2; exit 3 failed: no queue; check sweep.executor",
    });
  });

  it("are cancelled by the config's other line, and not without one", async () => {
    const cancel = { type: "command", workers: 1, start: "true", cancel: "echo {group} > cancelled" } as const;
    const own = work();
    const made = commandExecutor(cancel, own);
    assert.match(made.cancelLines.join("\n"), /^echo '/);
    await made.cancel();
    assert.equal(written("cancelled").trimEnd(), own.group);
    const without = commandExecutor({ type: "command", workers: 1, start: "true" }, work());
    await assert.rejects(without.cancel(), { code: "executor-no-cancel" });
  });

  it("are refused before anything runs, where a line has a placeholder that does not exist", () => {
    const make = (lines: { start: string; cancel?: string }) => () =>
      commandExecutor({ type: "command", workers: 1, ...lines }, work());
    assert.throws(make({ start: "qsub -N {name} {command}" }), { code: "executor-placeholder" });
    assert.throws(make({ start: "true", cancel: "qdel {job}" }), /^NetworkError: sweep\.executor\.cancel: \{job\}/);
  });
});
