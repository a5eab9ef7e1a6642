/** A workspace that is not trusted: everything can be looked at, nothing trains. */
import assert from "node:assert/strict";
import * as vscode from "vscode";
import { activate, answering, config, sleep, until } from "../parts";

describe("without trust", () => {
  it("the workspace is not trusted", () => assert.equal(vscode.workspace.isTrusted, false));

  it("configs are in the tree, and faults are shown", async () => {
    const { networks } = await activate();
    await networks.ready;
    assert.equal(networks.all.length, 3);
    await vscode.window.showTextDocument(config("broken"));
    await until("diagnostics", () => vscode.languages.getDiagnostics(config("broken")).length > 0);
  });

  it("training is refused in words and starts no process", async () => {
    const { trainings } = await activate();
    const { said } = await answering(undefined, async () => {
      // Off in the palette; and when it is called all the same, it refuses.
      await vscode.commands.executeCommand("matrixNetwork.train", config("iris"));
    }).catch((error: Error) => ({ said: [error.message] }));
    assert.match(said.join(), /trust|not enabled/i);
    assert.equal(trainings.atWork.length, 0);
  });

  it("data is not looked at, whatever is asked", async () => {
    const { inspector } = await activate();
    const { document } = await vscode.window.showTextDocument(config("iris"));
    const place = document.positionAt(document.getText().indexOf('"data"') + 1);
    await vscode.commands.executeCommand("vscode.executeHoverProvider", document.uri, place);
    const data = { format: "idx", trainImages: "x.idx", trainLabels: "y.idx" };
    assert.equal(inspector.dataOf(document.uri, data), undefined);
    await sleep(500);
    assert.equal(inspector.pid, undefined);
  });
});
