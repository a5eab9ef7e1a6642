/** Editing a config in the packaged extension. */
import { digits } from "./configs";
import { useVscode } from "./useVscode";

describe("a config in the packaged extension", () => {
  const vscode = useVscode();

  it("has its activations completed", async () => {
    const editor = await vscode.show({ stem: "completion", config: digits() });
    await editor.page.getByText("prelu", { exact: true }).first().dblclick();
    await editor.page.keyboard.press("ArrowLeft");
    await editor.suggest("sigmoid");
  });
});
