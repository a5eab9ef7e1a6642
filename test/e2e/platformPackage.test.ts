/** In a soak: the package for this platform, installed with no other node_modules near, trains with the system's BLAS. */
import assert from "node:assert/strict";
import { isSoak } from "../soak";
import { digits } from "./configs";
import { packExtension } from "./packExtension";
import { Vscode } from "./vscode";

const platform = `${process.platform}-${process.arch}`;
const onBlas = digits(1, 2).replace('"threads"', '"backend": "blas",\n  "threads"');

if (isSoak && platform === "linux-x64") {
  describe("the package for one platform in VS Code", () => {
    it("trains with the system's BLAS, or says that there is none", async () => {
      const packed = packExtension(platform);
      const vscode = await Vscode.start(packed.vsix).finally(packed.remove);
      try {
        const editor = await vscode.open({ "blas.network.json": onBlas });
        await editor.openFile("blas.network.json");
        await editor.runCommand("Matrix Network: Train Network");
        const end = editor.panel.locator(".state.completed").or(editor.page.getByText("found no BLAS library"));
        await end.first().waitFor();
        assert.ok(!(await editor.page.getByText("needs the package koffi").isVisible()));
        if (await editor.panel.locator(".state.completed").isVisible())
          assert.match((await editor.panel.locator("header").textContent()) ?? "", /blas/i);
      } finally {
        await vscode.stop();
      }
    });
  });
}
