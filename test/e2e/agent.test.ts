/** An agent of another extension trains a network: VS Code asks the user first. */
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { spiral } from "./configs";
import { until } from "./until";
import { useVscode } from "./useVscode";

const agent = resolve(__dirname, "..", "fixtures", "agent-extension");

describe("an agent in VS Code", () => {
  const vscode = useVscode();

  it("trains nothing if the user cancels, and a network if the user agrees", async () => {
    const editor = await vscode.showWith(agent, { "spiral.network.json": spiral });
    const { page, folder } = editor;
    const dialog = page.getByRole("dialog");
    const ask = async () => {
      await editor.runCommand("Agent: Train the Spiral");
      await dialog.getByText("Train a network").waitFor();
      await dialog.getByText("Train spiral.network.json for at most 50 seconds?").waitFor();
    };
    await ask();
    await page.keyboard.press("Escape");
    await dialog.getByText("Canceled").waitFor();
    assert.ok(!existsSync(join(folder, ".matrix-network")));
    await page.keyboard.press("Escape");
    await dialog.waitFor({ state: "detached" });

    await ask();
    await page.keyboard.press("Enter");
    await dialog.getByText(/, at most 50 s; follow it with status$/).waitFor();
    await until(async () => existsSync(join(folder, ".matrix-network", "spiral")), "the run");
  });
});
