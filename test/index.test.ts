/** The package's API as other programs use it: imported by name, with its types, from the built files. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { evaluate, exportNetwork, NetworkError, predict, resume, train, verify } from "../src";
import { irisConfig, Workspace } from "./trainer/workspace";

const root = resolve(__dirname, "..");

describe("the package's API", () => {
  let workspace: Workspace;
  before(() => {
    workspace = new Workspace();
    mkdirSync(join(workspace.path, "node_modules"));
    symlinkSync(root, join(workspace.path, "node_modules", "matrix-network"), "junction");
  });
  after(() => workspace.remove());

  it("trains, measures, predicts, exports, resumes and verifies", async () => {
    const config = workspace.write(irisConfig());
    const epochs: number[] = [];
    let run = "";
    for await (const event of train(config, { epochs: 2 })) {
      if (event.type === "started") run = event.run;
      if (event.type === "epoch") epochs.push(event.epoch);
    }
    assert.deepEqual(epochs, [1, 2]);
    assert.equal((await resume(run, { epochs: 3 }).done).reason, "completed");
    assert.equal((await evaluate(run)).sets.length, 2);
    writeFileSync(join(workspace.path, "new.csv"), "5.1,3.5,1.4,0.2\n");
    assert.equal((await predict(run, join(workspace.path, "new.csv"))).count, 1);
    assert.equal((await exportNetwork(run, "json", { stem: "mine" }))[0].name, "mine.json");
    assert.equal((await verify(run)).same, true);
  });

  it("ends the iteration with the error that ends the run", async () => {
    const broken = workspace.write("{", "broken.network.json");
    const iterate = async () => {
      for await (const _ of train(broken));
    };
    await assert.rejects(iterate, (error) => error instanceof NetworkError && error.exitCode === 2);
  });

  it("stops when its signal is aborted", async () => {
    const abort = new AbortController();
    const running = train(workspace.write(irisConfig({ training: { epochs: 10000 } })), { signal: abort.signal });
    for await (const event of running) if (event.type === "epoch") abort.abort();
    assert.equal((await running.done).reason, "stopped");
  });

  it("is found by require and by import", () => {
    const names = "evaluate,exportNetwork,predict,resume,train,verify";
    const show =
      "console.log(Object.keys(api).filter((name) => /^[a-z]/.test(name) && name !== 'default').sort().join())";
    for (const code of [
      `const api = require("matrix-network"); ${show}`,
      `import("matrix-network").then((api) => ${show})`,
    ]) {
      const { stdout, stderr } = spawnSync(process.execPath, ["-e", code], { cwd: workspace.path, encoding: "utf8" });
      assert.equal(stdout.trim().replace(",module.exports", ""), names, stderr);
    }
  });

  it("has types that a strict program compiles with", () => {
    const right = `
      for await (const event of train("a.network.json", { epochs: 3 })) {
        if (event.type === "epoch") { const share: number | undefined = event.validationAccuracy; void share; }
      }
      const { names } = await predict("run", "new.csv", { checkpoint: "last" });
      void evaluate("run", { which: "last" });
      const first: string = names[0];
      export const told: Event[] = []; void first;`;
    writeFileSync(join(workspace.path, "package.json"), '{"type": "module"}');
    const bodies = { "right.ts": right, "wrong.ts": 'train("a.network.json", { epoch: 3 });' };
    for (const [name, body] of Object.entries(bodies)) {
      const imports = 'import { evaluate, predict, train, type Event } from "matrix-network";';
      writeFileSync(join(workspace.path, name), `${imports}\n${body}\nexport {};\n`);
    }
    const options = ["--strict", "--noEmit", "--skipLibCheck", "false", "--module", "nodenext", "--types", "node"];
    const roots = ["--typeRoots", join(root, "node_modules/@types"), "--target", "es2023"];
    const tsc = [join(root, "node_modules/typescript/bin/tsc"), ...options, ...roots, ...Object.keys(bodies)];
    const { stdout } = spawnSync(process.execPath, tsc, { cwd: workspace.path, encoding: "utf8" });
    // One run of the compiler for both files: the correct one and the package's own types must have no errors.
    const complaints = stdout.split("\n").filter((line) => /error TS/.test(line));
    assert.equal(complaints.length, 1, stdout);
    assert.match(complaints[0], /^wrong\.ts\(2,.*'epoch' does not exist/);
  }).timeout(60_000);
});
