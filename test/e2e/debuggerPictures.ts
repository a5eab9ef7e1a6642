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
  // The values behind the lines stay within the picture.
  await editor.runCommand("View: Toggle Word Wrap");
  await stepTo(editor, "forward layer 2");
  await openScope(editor, "Layer 1");
  await take("debugger-forward");
  await stepTo(editor, "output error");
  await take("debugger-output");
  await stepTo(editor, "error of layer 1");
  await take("debugger-error");
  await stepTo(editor, "gradient of layer 1");
  // Few rows of digits: each takes 8 kB of a picture.
  await page.setViewportSize({ ...size, height: 640 });
  await view(editor, "z0");
  await take("debugger-inputs");
  await editor.runCommand("View: Close Editor");
  await stepTo(editor, "update layer 1");
  await view(editor, "W1");
  await stepTo(editor, "gradient of layer 2");
  await editor.panel.getByRole("combobox", { name: "Shown" }).focus();
  await page.keyboard.press("ArrowDown");
  await editor.panel.getByText("elements changed since the last stop").waitFor();
  await take("debugger-update");
}

/** Steps over until this operation is next. */
export async function stepTo({ page }: Editor, title: string): Promise<void> {
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

export async function openScope({ page }: Editor, name: string): Promise<void> {
  const row = page.locator(".debug-variables .monaco-list-row", { hasText: name }).first();
  await row.waitFor();
  if ((await row.getAttribute("aria-expanded")) !== "true") await row.click();
  // A row under the pointer shows its value in a hover.
  await page.mouse.move(0, 0);
  await page.locator(".debug-variables .monaco-list-row", { hasText: "norm" }).first().waitFor();
}

async function view(editor: Editor, name: string): Promise<void> {
  await editor.runCommand("Matrix Network: View Matrix");
  await editor.page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
  await editor.page.locator(".quick-input-widget input[type=text]").fill(name);
  await editor.page.keyboard.press("Enter");
  await editor.panel.locator("h1", { hasText: name }).waitFor();
  await editor.panel.locator("canvas.heatmap").waitFor();
}
