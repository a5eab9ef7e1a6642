/** Runs in the extension host, in the workspace of largeWorkspace.ts: times of providers, activation and typing. */
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { monitorEventLoopDelay } from "node:perf_hooks";
import * as vscode from "vscode";
import type { WorkspaceNetworks } from "../src/extension/workspace/networks";

const report = process.env.MATRIX_NETWORK_REPORT ?? "";
const say = (name: string, text: string) => appendFileSync(report, `${name}: ${text}\n`);
const rounds = 25;

export async function run(): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 5 });
  delay.enable();
  const stall = () => {
    const most = delay.max / 1e6;
    delay.reset();
    return `longest the extension host was held up ${most.toFixed(0)} ms`;
  };
  await pause(3000);
  delay.reset();

  const extension = vscode.extensions.getExtension("matrix-network.matrix-network");
  if (!extension) throw new Error("the extension is not there");
  const wasActive = extension.isActive;
  const begin = performance.now();
  const { networks } = (await extension.activate()) as { networks: WorkspaceNetworks };
  say(
    "activation",
    `${(performance.now() - begin).toFixed(0)} ms${wasActive ? " (was active already)" : ""}; ${stall()}`,
  );

  const uri = vscode.Uri.file(join(vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? "", "large.network.json"));
  const opened = performance.now();
  const document = await vscode.workspace.openTextDocument(uri);
  const editor = await vscode.window.showTextDocument(document);
  const lenses = () => vscode.commands.executeCommand<vscode.CodeLens[]>("vscode.executeCodeLensProvider", uri, 10);
  while ((await lenses()).length === 0) await pause(5);
  say("first lens after the config was opened", `${(performance.now() - opened).toFixed(0)} ms; ${stall()}`);

  const looked = performance.now();
  await networks.ready;
  const runs = networks.all.reduce((sum, { runs: each }) => sum + each.length, 0);
  const seen = `${networks.all.length} configs, ${runs} runs`;
  say("the whole workspace looked through", `${seen}, ${(performance.now() - looked).toFixed(0)} ms more; ${stall()}`);
  // Wait until the child process has answered everything once.
  await pause(4000);
  delay.reset();

  const at = (text: string, inside = 1) => document.positionAt(document.getText().indexOf(text) + inside);
  const ask = <T>(command: string, ...args: unknown[]) => vscode.commands.executeCommand<T>(command, uri, ...args);
  const all = new vscode.Range(0, 0, document.lineCount, 0);
  const providers: [name: string, call: () => Thenable<unknown>][] = [
    ["completion of a key", () => ask("vscode.executeCompletionItemProvider", at('"units"', 2))],
    ["completion of an activation", () => ask("vscode.executeCompletionItemProvider", at('"relu"'))],
    ["completion of a column of the table", () => ask("vscode.executeCompletionItemProvider", at('"kind"'))],
    ["hover on a layer", () => ask("vscode.executeHoverProvider", at('"units": 50'))],
    ["hover on an activation", () => ask("vscode.executeHoverProvider", at('"relu"', 2))],
    ["hover on the data", () => ask("vscode.executeHoverProvider", at('"data"', 2))],
    ["inlay hints", () => ask("vscode.executeInlayHintProvider", all)],
    ["code lenses", lenses],
    ["symbols", () => ask("vscode.executeDocumentSymbolProvider")],
  ];
  for (const [name, call] of providers) say(name, await timed(call));
  say("all of these", stall());

  const epochs = at('"epochs"', 1);
  const key = new vscode.Range(epochs, epochs.translate(0, 6));
  say(
    "from an edit to its diagnostics",
    await timed(async () => {
      const broken = document.getText(key) === "epochs";
      const heard = told(uri, (found) => found.some(isUnknownKey) === broken);
      await editor.edit((edit) => edit.replace(key, broken ? "epochz" : "epochs"));
      await heard;
    }, 12),
  );
  stall();

  const type = () => timed(() => vscode.commands.executeCommand("type", { text: "1" }).then(() => pause(30)), 60, 30);
  const units = at("50", 0);
  editor.selection = new vscode.Selection(units, units);
  say("a typed character, some thirty in a second", `${await type()}; ${stall()}`);
  await vscode.commands.executeCommand("workbench.action.files.revert");
  // Baseline of VS Code itself on this machine.
  await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ content: "", language: "plaintext" }));
  say("the same in a plain text", `${await type()}; ${stall()}`);
  await vscode.commands.executeCommand("workbench.action.files.revert");
}

const isUnknownKey = ({ code }: vscode.Diagnostic) => (typeof code === "object" ? code.value : code) === "unknown-key";

/** @param less milliseconds of each call that are an intended pause */
async function timed(call: () => Thenable<unknown>, times = rounds, less = 0): Promise<string> {
  const taken: number[] = [];
  for (let i = 0; i < times; i++) {
    const begin = performance.now();
    await call();
    taken.push(performance.now() - begin - less);
  }
  const [first] = taken;
  taken.sort((a, b) => a - b);
  const of = (share: number) => taken[Math.min(taken.length - 1, Math.floor(taken.length * share))].toFixed(1);
  return `median ${of(0.5)} ms, nine in ten under ${of(0.9)} ms, the first ${first.toFixed(1)} ms`;
}

function told(uri: vscode.Uri, isIt: (found: vscode.Diagnostic[]) => boolean): Promise<void> {
  return new Promise((resolve) => {
    const heard = vscode.languages.onDidChangeDiagnostics(() => {
      if (!isIt(vscode.languages.getDiagnostics(uri))) return;
      heard.dispose();
      resolve();
    });
  });
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
