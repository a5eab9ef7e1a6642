/** The packaged extension where VS Code's language is German. */
import { digits } from "./configs";
import { until } from "./until";
import { useVscode } from "./useVscode";

describe("the packaged extension in German", () => {
  const vscode = useVscode();

  it("describes the keys of a config in German, in completions and hovers", async () => {
    const editor = await vscode.showGerman({ stem: "german", config: digits() });
    const { page } = editor;
    await page.getByText('"activation"', { exact: true }).first().click();
    const hover = page.locator(".monaco-hover", { hasText: "Die Aktivierungsfunktion dieser Schicht." }).first();
    await until(async () => {
      await page.keyboard.press("Control+K");
      await page.keyboard.press("Control+I");
      // Another request for the hover ends one that VS Code's JSON support has not answered yet.
      return hover.waitFor({ timeout: 5000 }).then(
        () => true,
        () => false,
      );
    }, "the German description of activation");
  });
});
