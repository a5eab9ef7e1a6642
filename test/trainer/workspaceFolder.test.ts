// biome-ignore-all lint/suspicious/noTemplateCurlyInString: variables of a config.
/** ${workspaceFolder} in the paths of a config: what it means, and that a run finds its data after a move. */
import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyEdits } from "jsonc-parser";
import { checkConfig, type Finding } from "../../src/config/check/check";
import { fixEdits } from "../../src/config/check/fix";
import { filesRead } from "../../src/config/check/rules/paths";
import { setWorkspaceFolders, workspaceFolderOf } from "../../src/config/schema/configPaths";
import type { NetworkError } from "../../src/core/errors";
import { readGroup } from "../../src/groups/group";
import { readManifest } from "../../src/runs/manifest";
import { allFindings } from "../../src/trainer/check/allFindings";
import { createSweep } from "../../src/trainer/group/createSweep";
import { SweepTrials } from "../../src/trainer/group/sweepTrials";
import { DataInspector } from "../../src/trainer/process/inspect";
import { verifyRun } from "../../src/trainer/results/verifyRun";
import { finish, Workspace } from "./workspace";

const fixtures = join(__dirname, "../fixtures/lint");

const config = (path: string, more = {}) => ({
  version: 1,
  data: { format: "csv", path, label: "kind", validation: { fraction: 0.3 } },
  layers: [{ units: 2, activation: "softmax" }],
  training: { epochs: 2, batchSize: 4, seed: 1 },
  ...more,
});

describe("${workspaceFolder} in a config", () => {
  let workspace: Workspace;
  const inside = (...names: string[]) => join(workspace.path, ...names);

  beforeEach(() => {
    workspace = new Workspace();
    for (const folder of [".git", "data", "nets/deep"]) mkdirSync(inside(folder), { recursive: true });
    copyFileSync(join(fixtures, "flowers.csv"), inside("data/flowers.csv"));
  });
  afterEach(() => {
    setWorkspaceFolders([]);
    workspace.remove();
  });

  const flowers = "${workspaceFolder}/data/flowers.csv";
  const write = (path = flowers, more = {}) => workspace.write(config(path, more), "nets/deep/a.network.json");
  const check = async (file: string, text: string) => {
    const found: Finding[] = [];
    const surroundings = { roots: [workspace.path], backends: async () => [] };
    await allFindings(text, file, surroundings, (finding) => found.push(finding));
    return found;
  };

  it("is the nearest folder above the config that contains .git or .vscode", () => {
    assert.equal(workspaceFolderOf(inside("nets/deep")), workspace.path);
    mkdirSync(inside("nets/.vscode"));
    assert.equal(workspaceFolderOf(inside("nets/deep")), inside("nets"));
  });

  it("is the innermost folder of the window that contains the config", () => {
    setWorkspaceFolders([tmpdir(), inside("nets"), inside("data")]);
    assert.equal(workspaceFolderOf(inside("nets/deep")), inside("nets"));
  });

  it("is not the home folder because VS Code keeps its extensions there", () => {
    const home = process.env.HOME;
    rmSync(inside(".git"), { recursive: true });
    mkdirSync(inside(".vscode"));
    process.env.HOME = workspace.path;
    try {
      assert.equal(workspaceFolderOf(inside("nets/deep")), undefined);
    } finally {
      process.env.HOME = home;
    }
  });

  it("is refused by name where it has no value", async () => {
    rmSync(inside(".git"), { recursive: true });
    await assert.rejects(finish({ train: write() }), ({ code, exitCode, message }: NetworkError) => {
      assert.deepEqual([code, exitCode], ["path-variable", 2]);
      return /data\.path: \$\{workspaceFolder\} has no value: neither .*deep nor a folder above/.test(message);
    });
  });

  it("is recorded by a run, which is verified after its project lost what it was found by", async () => {
    const { run } = await finish({ train: write() });
    assert.equal((await readManifest(run)).data.workspaceFolder, "../..");
    renameSync(workspace.path, `${workspace.path}-moved`);
    const moved = `${workspace.path}-moved`;
    try {
      rmSync(join(moved, ".git"), { recursive: true });
      const { same } = await verifyRun(run.replace(workspace.path, moved));
      assert.equal(same, true);
    } finally {
      renameSync(moved, workspace.path);
    }
  });

  it("is recorded by a sweep for its trials", async () => {
    const folder = await createSweep(
      write(flowers, {
        sweep: {
          parameters: { "training.batchSize": { choice: [2, 4] } },
          objective: { metric: "validationAccuracy" },
        },
      }),
    );
    rmSync(inside(".git"), { recursive: true });
    const trials = new SweepTrials(await readGroup(folder), folder);
    const { dataset } = await trials.prepare((trials.propose(0, []) ?? [])[0]);
    assert.ok(dataset.train.count > 0);
  });

  it("is resolved in the initial weights", async () => {
    const names = ["iris3.csv", "mlp3.onnx"];
    for (const name of names) copyFileSync(join(__dirname, "../fixtures/weights", name), inside("data", name));
    const start = (weights: string) =>
      check(
        inside("nets/deep/b.network.json"),
        JSON.stringify({
          version: 1,
          data: { format: "csv", path: "${workspaceFolder}/data/iris3.csv", label: "kind", scaling: "none" },
          layers: [
            { units: 6, activation: "tanh" },
            { units: 3, activation: "softmax" },
          ],
          training: { epochs: 1, start: { weights } },
        }),
      );
    const codes = (await start("${workspaceFolder}/data/mlp3.onnx")).map(({ code }) => code);
    assert.ok(!codes.includes("start-unusable"), codes.join());
    assert.ok((await start("${workspaceFolder}/mlp3.onnx")).some(({ code }) => code === "start-unusable"));
  });

  it("is resolved for the editor's questions", async () => {
    const inspector = new DataInspector();
    const baseDir = inside("nets/deep");
    const { columns } = await inspector.columns({ baseDir, path: flowers });
    assert.ok(columns.some(({ name }) => name === "kind"));
    const { data } = config(flowers);
    assert.ok((await inspector.summarizeData(data, baseDir)).examples.train > 0);
  });

  it("is resolved where unsaved files are looked for", () => {
    const { config: parsed } = checkConfig(JSON.stringify(config(flowers)));
    assert.ok(parsed);
    assert.deepEqual(filesRead(parsed, inside("nets/deep")), [inside("data/flowers.csv")]);
  });

  it("finds a change of the file that it leads to", async () => {
    const inspector = new DataInspector();
    const baseDir = inside("nets/deep");
    const before = await inspector.columns({ baseDir, path: flowers });
    copyFileSync(join(fixtures, "constant.csv"), inside("data/flowers.csv"));
    assert.notDeepEqual(await inspector.columns({ baseDir, path: flowers }), before);
  });

  it("is the way out of the workspace that is warned of", async () => {
    const file = write("${workspaceFolder}/../flowers.csv");
    const found = await check(file, JSON.stringify(config("${workspaceFolder}/../flowers.csv")));
    assert.ok(found.some(({ code }) => code === "path-outside"));
  });
});

describe("a variable that a config does not have", () => {
  const text = (path: string, weights: string) =>
    JSON.stringify(config(path, { training: { epochs: 1, batchSize: 4, start: { weights } } }));

  it("is refused by name, in the data and in the initial weights", () => {
    const found = checkConfig(text("${env:DATA}/a.csv", "${workspaceFolder:other}/w.npz")).findings;
    assert.deepEqual(
      found.map(({ code, message }) => [code, /no variable (\S+):/.exec(message)?.[1]]),
      [
        ["path-variable", "${env:DATA}"],
        ["path-variable", "${workspaceFolder:other}"],
      ],
    );
  });

  it("is mended where it is the config's own folder, and the file is then found", () => {
    let mended = text("${fileDirname}/flowers.csv", "${fileDirname}/w.npz");
    for (let i = 0; i < 2; i++) {
      const [{ fix }] = checkConfig(mended).findings.filter(({ code }) => code === "path-variable");
      assert.ok(fix);
      mended = applyEdits(mended, fixEdits(mended, fix));
    }
    const { config: parsed } = checkConfig(mended);
    assert.ok(parsed);
    assert.deepEqual(filesRead(parsed, fixtures), [join(fixtures, "flowers.csv"), join(fixtures, "w.npz")]);
  });
});
