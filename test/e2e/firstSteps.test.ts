/** The first minutes: by keyboard alone from an empty folder to trained digits, which completes steps of the walkthrough. */
import assert from "node:assert/strict";
import { useVscode } from "./useVscode";

describe("the first steps in an empty folder", () => {
  const vscode = useVscode();

  it("lead to a trained network in six key sequences, and the walkthrough knows", async () => {
    const editor = await vscode.showEmpty();
    const { page, panel } = editor;
    // F1 and the title are two.
    let sequences = 2;
    const press = async (key: string) => {
      sequences++;
      await page.keyboard.press(key);
    };
    await editor.typeCommand("Matrix Network: New Network Config…");
    await press("Enter");
    await page.locator('.quick-input-list [aria-label^="Handwritten digits"].focused').waitFor();
    await press("Enter");
    await page.getByText("The name of the network.").first().waitFor();
    await press("Enter");
    await page.locator('.tab.active[data-resource-name="mnist.network.json"]').waitFor();
    await page.locator(".codelens-decoration", { hasText: "Train" }).waitFor();
    await press("Control+F5");
    await panel.locator(".state.completed").waitFor();
    assert.equal(sequences, 6);
    assert.match((await panel.locator("header").textContent()) ?? "", /Best 9[78]\.\d\d%/);

    await editor.typeCommand("Welcome: Open Walkthrough...");
    await press("Enter");
    const choice = page.locator('.quick-input-list [aria-label^="Get Started with Matrix Network"]');
    await choice.waitFor();
    await page.keyboard.type("Matrix Network");
    await choice.and(page.locator(".focused")).waitFor();
    await press("Enter");
    for (const step of ["Create a network config", "Train and watch it learn"]) {
      await page.getByRole("checkbox", { name: `${step}: Completed` }).waitFor();
    }
    await page.getByRole("checkbox", { name: "Take one step in the debugger: Not completed" }).waitFor();
  });
});
