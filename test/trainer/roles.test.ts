/**
 * The built child process in the roles serve and inspect: it answers from a run folder or about data, for any parent
 * process.
 */
import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Channel } from "../../src/protocol/channel";
import type { Role } from "../../src/protocol/requests";
import { irisConfig, Workspace } from "./workspace";

const trainer = resolve(__dirname, "../../dist/trainer.js");

describe("the child process", () => {
  let workspace: Workspace;
  let run: string;
  let child: ChildProcess;
  before(async () => {
    workspace = new Workspace();
    ({ run } = await workspace.train(irisConfig()));
    writeFileSync(join(workspace.path, "new.csv"), "5.1,3.5,1.4,0.2\n6.3,3.3,6.0,2.5\n");
  });
  // A training that an agent has started writes to the folder until it has saved its checkpoint.
  afterEach(async () => {
    const ended = once(child, "exit");
    child.disconnect();
    await ended;
  });
  after(() => workspace.remove());

  function start<R extends Role>(...args: string[]): Channel<R> {
    const forked = fork(trainer, args, { serialization: "advanced", execArgv: [], cwd: workspace.path });
    child = forked;
    return new Channel<R>({
      send: (message) => void forked.send(message as object),
      onMessage: (listener) => {
        forked.on("message", listener);
        return () => forked.off("message", listener);
      },
      onClose: (listener) => {
        forked.once("disconnect", listener);
        return () => forked.off("disconnect", listener);
      },
    });
  }
  const path = (name: string) => join(workspace.path, name);

  it("predicts, exports and verifies the run that it serves", async () => {
    const channel = start<"serve">("serve", run);
    assert.deepEqual(await channel.request("predict", { input: path("new.csv"), out: path("answers.csv") }), {
      count: 2,
    });
    assert.match(readFileSync(path("answers.csv"), "utf8"), /^row,class,setosa,.*\n1,setosa,.*\n2,virginica,/);
    await channel.request("predict", { input: path("new.csv"), out: path("answers.json") });
    assert.match(readFileSync(path("answers.json"), "utf8"), /^\{"row":1,"class":"setosa"/);
    const { files } = await channel.request("export", { format: "js", out: path("flowers.mjs") });
    assert.deepEqual(files, [path("flowers.mjs"), path("flowers.d.mts")]);
    assert.ok(files.every((file) => existsSync(file)));
    assert.equal((await channel.request("verify", {})).same, true);
    const { found, epoch, batch, terms } = await channel.request("when", { condition: "step == 12" });
    assert.deepEqual([found, epoch, batch], [true, 2, 2]);
    assert.deepEqual(terms, [{ term: "step", value: 12, before: 11 }]);
    await assert.rejects(channel.request("when", { condition: "steps > 1" }), { code: "bad-expression" });
  });

  it("answers what cannot be done with the message that the command line gives", async () => {
    const channel = start<"serve">("serve", run);
    const refused = channel.request("predict", { input: path("nothing.csv"), out: path("answers.csv") });
    await assert.rejects(refused, { code: "data-missing", message: /there is no .*nothing\.csv/ });
  });

  it("writes a config for data that it inspects", async () => {
    writeFileSync(path("t.csv"), `x,kind\n${Array.from({ length: 30 }, (_, i) => `${i},${"ab"[i % 2]}`).join("\n")}\n`);
    const channel = start<"inspect">("inspect");
    const found = await channel.request("findData", { folder: workspace.path });
    assert.deepEqual(
      found.find(({ name }) => name === "t.csv"),
      { path: path("t.csv"), name: "t.csv", kind: "csv" },
    );
    const { text, labels, label, summary } = await channel.request("suggest", {
      path: path("t.csv"),
      folder: workspace.path,
    });
    assert.match(text, /"path": "t\.csv"/);
    assert.deepEqual([labels?.map(({ name }) => name), label], [["x", "kind"], "kind"]);
    assert.match(summary, /^27 training, 3 validation examples; 1 input/);
  });

  it("carries out the tools for agents in its folder, and trains without asking: the extension has asked", async () => {
    const channel = start<"agent">("agent", workspace.path);
    const { output } = await channel.request("callTool", { tool: "check", input: { config: "iris.network.json" } });
    assert.equal((output as { ok: boolean }).ok, true);
    const trained = await channel.request("callTool", { tool: "train", input: { config: "iris.network.json" } });
    assert.match(trained.text, /^\.matrix-network\/iris\/\S+: training began, at most 60 s; follow it with status$/);
    const outside = channel.request("callTool", { tool: "status", input: { run: ".." } });
    await assert.rejects(outside, { code: "agent-root" });
    await assert.rejects(channel.request("callTool", { tool: "check", input: {} }), { code: "internal" });
  });
});
