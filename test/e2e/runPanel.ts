/** User actions in the panel of a run, and what it shows. */
import { isDeepStrictEqual } from "node:util";
import type { Editor } from "./editor";
import { appears, until } from "./until";

/** Runs Train Network on the active config and waits for its panel. */
export async function trainFromPalette(editor: Editor): Promise<void> {
  await editor.runCommand("Matrix Network: Train Network");
  await editor.panel.locator(".state.running").waitFor();
}

export async function stopFromPalette(editor: Editor): Promise<void> {
  await editor.runCommand("Matrix Network: Stop Training");
  await editor.panel.locator(".state.stopped").waitFor();
}

/** Opens the panel of an existing run by the code lens above the config. */
export async function openLastRun(editor: Editor): Promise<void> {
  const lens = editor.page.locator(".codelens-decoration a", { hasText: "last run" });
  await until(async () => {
    // A lens that is drawn anew under the pointer does nothing.
    await lens.click();
    return appears(editor.panel.locator(".state"), 10_000);
  }, "the panel of the last run");
}

/** Returns the number of rows in the table of epochs. */
export async function epochCount({ panel }: Editor): Promise<number> {
  return Number(await panel.locator(".epochs table").getAttribute("aria-rowcount")) - 1;
}

export async function moreEpochsThan(count: number, editor: Editor): Promise<void> {
  await until(async () => (await epochCount(editor)) > count, `more than ${count} epochs in the table`);
}

/** Returns a hash of all pixels of a canvas, and how many of them are not transparent. */
export function pixels({ panel }: Editor, selector: string): Promise<{ hash: number; inked: number }> {
  return panel
    .locator(selector)
    .first()
    .evaluate((element) => {
      type Context = { getImageData(x: number, y: number, w: number, h: number): { data: Uint8ClampedArray } };
      const canvas = element as unknown as { width: number; height: number; getContext(kind: "2d"): Context };
      const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
      const hash = data.reduce((sum, byte) => (sum * 31 + byte) | 0, 7);
      return { hash, inked: data.filter((_, i) => i % 4 === 3 && data[i] > 0).length };
    });
}

/** Scrolls to the first layer's weights: the page requests them only when they are visible. */
export async function showWeights({ panel }: Editor): Promise<void> {
  await panel.locator(".weights h2").scrollIntoViewIfNeeded();
  await panel.locator("canvas.heatmap").waitFor();
}

/** Draws a seven with the mouse as one line of two strokes; tries again if the page moved meanwhile. */
export async function drawSeven({ page, panel }: Editor): Promise<void> {
  // The answer to the empty sheet moves the pad, because it takes space beside or below it.
  await panel.locator(".answers tr.best").waitFor();
  const pad = panel.locator("canvas.pad");
  await pad.scrollIntoViewIfNeeded();
  await until(async () => {
    await panel.getByRole("button", { name: "Clear", exact: true }).click();
    const box = await pad.boundingBox();
    if (!box) return false;
    const at = (x: number, y: number) => [box.x + x * box.width, box.y + y * box.height] as const;
    await page.mouse.move(...at(0.3, 0.25));
    await page.mouse.down();
    await page.mouse.move(...at(0.7, 0.25), { steps: 10 });
    await page.mouse.move(...at(0.45, 0.8), { steps: 10 });
    await page.mouse.up();
    return isDeepStrictEqual(await pad.boundingBox(), box);
  }, "a pad that stays where it is while one draws");
}
