/** Records the moving picture of the README: from an empty folder to a trained network, its mistakes and a drawn digit. */
import { encode } from "modern-gif";
import { PNG } from "pngjs";
import { showAll } from "../launch/unseen";
import type { Editor } from "./editor";
import { drawSeven, epochCount, moreEpochsThan } from "./runPanel";

interface Frame {
  data: Uint8ClampedArray<ArrayBuffer>;
  /** Milliseconds that the frame is shown. */
  delay: number;
}

/** Returns a GIF. @param editor a window on an empty folder */
export async function film(editor: Editor): Promise<Uint8Array> {
  const { page, panel } = editor;
  const frames: Frame[] = [];
  let size = { width: 0, height: 0 };
  await page.setViewportSize({ width: 1100, height: 700 });
  const take = async (delay: number) => {
    await showAll(page);
    const { data, width, height } = PNG.sync.read(await page.screenshot());
    size = { width, height };
    frames.push({ data: new Uint8ClampedArray(data), delay });
  };
  const accept = async () => {
    await take(1400);
    await page.keyboard.press("Enter");
  };
  await take(600);
  await editor.typeCommand("Matrix Network: New Network Config…");
  await accept();
  await page.locator('.quick-input-list [aria-label^="Handwritten digits"]').first().waitFor();
  await accept();
  await page.getByText("The name of the network.").first().waitFor();
  await accept();
  await page.locator('.tab.active[data-resource-name="mnist.network.json"]').waitFor();
  await page.getByText("78,500 parameters").first().waitFor();
  await take(2000);
  await page.keyboard.press("Control+B");
  await editor.typeCommand("Matrix Network: Train Network");
  await accept();
  await panel.locator(".state.running").waitFor();
  for (let seen = 0; seen < 28; ) {
    await moreEpochsThan(seen, editor);
    seen = await epochCount(editor);
    await take(200);
  }
  await panel.locator(".state.completed").waitFor();
  await page.locator(".codelens-decoration", { hasText: "last run" }).waitFor();
  await take(2000);
  await panel.getByRole("tab", { name: "Mistakes" }).click();
  await panel.locator(".gallery .picture").nth(5).waitFor();
  await take(2500);
  await panel.getByRole("tab", { name: "Try It" }).click();
  await drawSeven(editor);
  await panel.locator(".answers tr.best", { hasText: /^7/ }).waitFor();
  await take(4000);
  return new Uint8Array(await encode({ ...size, frames, maxColors: 96 }));
}
