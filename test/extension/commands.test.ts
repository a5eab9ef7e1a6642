/** All contributed commands are registered. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as vscode from "vscode";
import { activate, checkout } from "./parts";

interface Manifest {
  contributes: { commands: { command: string; title: string; icon?: string; enablement?: string }[] };
}

describe("commands", () => {
  const { commands } = (JSON.parse(readFileSync(checkout("package.json"), "utf8")) as Manifest).contributes;

  it("of package.json are all registered, each with an icon", async () => {
    await activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    for (const { command, icon } of commands) {
      assert.ok(registered.has(command), `${command} is not registered`);
      assert.ok(icon, `${command} has no icon`);
    }
  });

  it("that need a workspace are off without one", () => {
    const free = ["matrixNetwork.showLog"];
    for (const { command, enablement } of commands) {
      assert.equal(enablement === undefined, free.includes(command), command);
    }
  });

  it("have titles in the language file", () => {
    const words = JSON.parse(readFileSync(checkout("package.nls.json"), "utf8")) as Record<string, string>;
    const manifest = readFileSync(checkout("package.json"), "utf8");
    for (const [, key] of manifest.matchAll(/"%([^%"]+)%"/g)) assert.ok(words[key], `${key} has no words`);
  });
});
