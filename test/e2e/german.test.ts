/** The packaged extension where VS Code's language is German. */
import { digits, spiral } from "./configs";
import { appears, until } from "./until";
import { useVscode } from "./useVscode";

describe("the packaged extension in German", () => {
  const vscode = useVscode();

  it("describes the keys of a config in German", async () => {
    const config = digits();
    const editor = await vscode.showGerman({ stem: "german", config });
    const { page } = editor;
    await editor.goToWord(config, "activation");
    const hover = page.locator(".monaco-hover", { hasText: "Die Aktivierungsfunktion dieser Schicht." }).first();
    await until(async () => {
      await page.keyboard.press("Control+K");
      await page.keyboard.press("Control+I");
      if (await appears(hover, 5000)) return true;
      // VS Code's JSON support was not there yet. While a hover is open, these keys focus it and ask for no other.
      await page.keyboard.press("Escape");
      return false;
    }, "the German description of activation");
  });

  it("says in German why a training failed", async () => {
    const overflowing = spiral.replaceAll("tanh", "relu").replace("adam", "sgd").replace("0.01", "1e37");
    const editor = await vscode.showGerman({ stem: "overflow", config: overflowing });
    await editor.runCommand("Matrix Network: Netz trainieren");
    const said = /lässt die Werte von layers\[\d\] .* überlaufen/;
    await editor.panel.getByText(said).first().waitFor();
  });
});
