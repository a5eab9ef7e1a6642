/** Editing a config in the packaged extension. */
import { digits } from "./configs";
import { useVscode } from "./useVscode";

describe("a config in the packaged extension", () => {
  const vscode = useVscode();

  it("has its activations completed", async () => {
    const config = digits();
    const editor = await vscode.show({ stem: "completion", config });
    await editor.goToWord(config, "prelu");
    await editor.suggest("sigmoid");
  });
});
