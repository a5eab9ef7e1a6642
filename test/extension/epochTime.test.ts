/** The inlay hint with the time per epoch on this machine, in the real VS Code, measured by real processes. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import * as vscode from "vscode";
import type { RequestResult } from "../../src/protocol/requests";
import { hintsOf, pictures, removePictures, writePictures } from "./hints";
import { activate, config, tidy, until } from "./parts";
import { childProcesses } from "./processes";

describe("the time of an epoch", () => {
  let document: vscode.TextDocument;
  before(writePictures);
  after(async () => {
    await tidy();
    await removePictures();
  });

  const open = async (name: string) => {
    document = (await vscode.window.showTextDocument(config(name))).document;
  };
  const hintsNow = () => hintsOf(document);

  it("tells how long an epoch takes here, timed by the process, once typing has rested", async () => {
    await open("iris");
    const time = async () => (await hintsNow()).find((hint) => hint.includes("an epoch"));
    assert.equal(await until("the time", time), "11 < 0.1 s an epoch (wasm)");
    const editor = await vscode.window.showTextDocument(document);
    const place = document.positionAt(document.getText().indexOf('"units": 8') + '"units": '.length);
    assert.ok(await editor.edit((edit) => edit.insert(place, "655")));
    assert.equal(await time(), undefined, "not of another network");
    assert.match(
      (await until("the other network's time", time)) ?? "",
      /^11 (≈ .* an epoch, .* in all|< 0\.1 s an epoch)/,
    );
    await vscode.commands.executeCommand("workbench.action.files.revert");
  });

  const onGpu = {
    seconds: 1,
    backend: "gpujs-webgpu",
    threads: 1,
    gpu: { adapter: "Some GPU", microsecondsPerExample: 2, beside: { name: "wasm", microsecondsPerExample: 9 } },
  } as const;

  const ofBits = async (result: RequestResult<"epochTime">, said: RegExp) => {
    await open("iris");
    const { inspector } = await activate();
    const timeOf = inspector.timeOf.bind(inspector);
    inspector.timeOf = () => ({ result });
    try {
      const hints = await vscode.commands.executeCommand<vscode.InlayHint[]>(
        "vscode.executeInlayHintProvider",
        document.uri,
        new vscode.Range(0, 0, document.lineCount, 0),
      );
      const [hint] = hints.filter(({ label }) => JSON.stringify(label).includes("an epoch"));
      assert.match(String(hint.tooltip), said);
      assert.match(String(hint.tooltip), /Insert "backend": "wasm" for the same bits on every machine\.$/);
      const edit = new vscode.WorkspaceEdit();
      edit.set(document.uri, hint.textEdits ?? []);
      assert.ok(await vscode.workspace.applyEdit(edit));
      assert.match(document.getText(), /"backend": "wasm"/);
    } finally {
      inspector.timeOf = timeOf;
      await vscode.commands.executeCommand("workbench.action.files.revert");
    }
  };

  it("offers to write the backend whose bits are the same everywhere, where auto takes blas", () =>
    ofBits({ seconds: 1, backend: "blas", threads: 2 }, /depend on the BLAS/));

  it("gives both times of an earlier run, and offers the same, where auto takes a GPU", () =>
    ofBits(
      onGpu,
      /^In an earlier run the backend wasm took 9\.00 µs an example, and gpujs-webgpu on Some GPU took 2\.00 µs/,
    ));

  describe("of a backend that takes seconds to begin", () => {
    const slow = (backend: string) => `${pictures.replace(/}\n$/, `, "backend": "${backend}" }\n`)}`;
    /** Numbers the files: each test uses a new one, because results are cached per file. */
    let count = 0;
    const write = async (backend: string, text = slow(backend)) => {
      writeFileSync(config(`slow${++count}`).fsPath, text);
      await open(`slow${count}`);
    };
    const time = async () => (await hintsNow()).find((hint) => /epoch|measure/.test(hint));
    /** Returns the processes that time an epoch, and answer no other question. */
    const processes = async () => {
      const { inspector } = await activate();
      const found = await childProcesses(/trainer\.js inspect/);
      return found.filter((pid) => !inspector.pids.includes(pid));
    };
    const isNone = async () => (await processes()).length === 0;
    let maxMilliseconds: number;

    beforeEach(async () => {
      ({ maxMilliseconds } = (await activate()).inspector.slowTiming);
    });
    afterEach(async () => {
      Object.assign((await activate()).inspector.slowTiming, { maxMilliseconds });
      await vscode.commands.executeCommand("workbench.action.closeAllEditors");
      await vscode.workspace.fs.delete(config(`slow${count}`));
    });

    it("tells the time too, from a process of its own that goes", async () => {
      await write("gpujs-cpu");
      assert.match((await until("the time", time)) ?? "", /an epoch.*\(gpujs-cpu\)$/);
      await until("the process to leave", isNone);
    });

    it("says so where that takes too long, and ends the process", async () => {
      const { inspector } = await activate();
      inspector.slowTiming.maxMilliseconds = 1;
      await write("gpujs-cpu");
      assert.equal(await until("the reason", time), "9 too slow to measure here");
      await until("the process to be gone", isNone);
    });

    it("stays away where the backend is not there, which the linter says", async () => {
      const { inspector } = await activate();
      await write("gpujs-webgpu");
      const machine = await until("the machine's backends", () => inspector.backends);
      const isThere = machine.some(({ name, available }) => name === "gpujs-webgpu" && available);
      const value = JSON.parse(slow("gpujs-webgpu"));
      await until(
        "an answer",
        async () => (await hintsNow()) && inspector.timeOf(document.uri, value, { mayAsk: false }),
      );
      assert.equal((await time()) !== undefined, isThere);
      const missing = vscode.languages
        .getDiagnostics(document.uri)
        .filter(({ message }) => /is not available/.test(message));
      assert.equal(missing.length === 0, isThere);
    });

    it("is asked of nobody once a network trains", async () => {
      // So large that the process is still measuring when the test checks.
      const wide = `{ "units": 4000, "activation": "relu" },\n    `.repeat(2);
      await write("reference", slow("reference").replace(`{ "units": 5`, `${wide}{ "units": 5`));
      await until("a process for it", async () => {
        await hintsNow();
        return (await processes()).length > 0;
      });
      await vscode.commands.executeCommand("matrixNetwork.train", config("long"));
      await until("the process to be gone", isNone);
      await tidy();
    });
  });
});
