/** Takes the screenshots of docs/debugger.md: one step of backpropagation in VS Code's debugger. */
import { digits } from "./configs";
import type { Editor } from "./editor";
import { until } from "./until";

/** Small, because the screenshots are part of a page of text. */
const size = { width: 1060, height: 800 };

export const debuggedConfig = digits(1, 2);

export async function ofDebugger(editor: Editor, take: (name: string) => Promise<void>): Promise<void> {
  const { page } = editor;
  await page.setViewportSize(size);
  await editor.openFile("mnist.network.json");
  await page.keyboard.press("F5");
  await page.locator(".debug-toolbar").waitFor();
  await page.keyboard.press("Control+Shift+D");
  await stepTo(editor, "read the minibatch");
  await page.keyboard.press("Control+J");
  await stepTo(editor, "forward layer 2");
  await openScope(editor, "Layer 1");
  await take("debugger-forward");
  await stepTo(editor, "error of layer 1");
  await take("debugger-error");
  await stepTo(editor, "gradient of layer 1");
  await view(editor, "z0");
  await editor.panel.locator("canvas.heatmap").waitFor();
  await take("debugger-inputs");
}

/** Steps over until this operation is next. */
async function stepTo({ page }: Editor, title: string): Promise<void> {
  const next = page.locator(".debug-call-stack .monaco-list-row .stack-frame .label").first();
  let before = "";
  await until(async () => {
    const now = (await next.textContent({ timeout: 1000 }).catch(() => "")) ?? "";
    if (now.startsWith(title)) return true;
    if (now !== "" && now !== before) {
      before = now;
      await page.keyboard.press("F10");
    }
    return false;
  }, `a stop before ${title}`);
}

async function openScope({ page }: Editor, name: string): Promise<void> {
  const row = page.locator(".debug-variables .monaco-list-row", { hasText: name }).first();
  await row.waitFor();
  if ((await row.getAttribute("aria-expanded")) !== "true") await row.click();
  await page.locator(".debug-variables .monaco-list-row", { hasText: "norm" }).first().waitFor();
}

async function view(editor: Editor, name: string): Promise<void> {
  await editor.runCommand("Matrix Network: View Matrix");
  await editor.page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
  await editor.page.locator(".quick-input-widget input[type=text]").fill(name);
  await editor.page.keyboard.press("Enter");
}
