/** The views of a trained network in the packaged extension: its diagram, its plane, and two runs compared. */
import { train } from "./commandLine";
import { spiral } from "./configs";
import { openLastRun, pixels } from "./runPanel";
import { until } from "./until";
import { useVscode } from "./useVscode";

describe("the views of a run in the packaged extension", () => {
  const vscode = useVscode();

  it("compare runs of two seeds as one, with the settings that differ", async () => {
    const trained = async (folder: string, config: string) => {
      for (const seed of [1, 2]) await train(folder, config, { seed });
    };
    const editor = await vscode.show({ stem: "seeds", config: spiral, trained });
    const { page, panel } = editor;
    await editor.runCommand("Matrix Network: Compare Runs…");
    const rows = page.locator(".quick-input-list .monaco-list-row", { hasText: "seeds" });
    await rows.nth(1).waitFor();
    for (const i of [0, 1]) await rows.nth(i).click();
    await page.keyboard.press("Enter");
    await panel.locator("tr.member").nth(1).waitFor();
    await panel.getByRole("tab", { name: "Disagreements" }).click();
    // Another seed draws other points, so the disagreements cannot be compared, and the page says so.
    await panel.getByText("trained on different data").waitFor();
  });

  it("draw a run's network and its answers over the whole plane", async () => {
    const editor = await vscode.show({ stem: "plane", config: spiral, trained: train });
    const { panel } = editor;
    await openLastRun(editor);
    await panel.getByRole("tab", { name: "Network" }).click();
    await panel.locator(".network-canvas").waitFor();
    await until(async () => (await pixels(editor, ".network-canvas")).inked > 5000, "the diagram");
    await panel.getByRole("tab", { name: "Why" }).click();
    await panel.locator(".why-lines svg").waitFor();
    await panel.getByRole("tab", { name: "Map", exact: true }).click();
    await panel.getByText(/The two components have \d+\.\d+% of the variance\./).waitFor();
    await panel.getByRole("tab", { name: "Playground" }).click();
    await panel.locator(".unit").nth(20).waitFor();
  });
});
