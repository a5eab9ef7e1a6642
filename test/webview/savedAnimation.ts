/** Saving an animation on the page, and the frames of its file. */
import { decodeFrames } from "modern-gif";
import type { Locator } from "playwright-core";
import { type OpenedPage, seen } from "./openPage";

export interface Pixels {
  readonly width: number;
  readonly height: number;
  /** RGBA, [height × width × 4]. */
  readonly data: Uint8Array | Uint8ClampedArray;
}

export class AnimationTool {
  readonly dialog: Locator;

  constructor(private readonly opened: OpenedPage) {
    this.dialog = opened.page.getByRole("dialog");
  }

  /** Opens the dialog by the button beside the slider and fills in fields and lists by their names. */
  async open(settings: Readonly<Record<string, string>> = {}): Promise<void> {
    await this.opened.page.getByRole("button", { name: "Save Animation…", exact: true }).click();
    for (const [name, value] of Object.entries(settings)) {
      const field = this.dialog.getByLabel(name, { exact: true });
      if (await field.evaluate((each) => each.tagName === "SELECT")) await field.selectOption(value);
      else await field.fill(value);
    }
  }

  press(name: string): Promise<void> {
    return this.dialog.getByRole("button", { name, exact: true }).click();
  }

  /** Saves and returns the file, its frames with their delays in milliseconds, and what the dialog says about it. */
  async save() {
    const { bytes, ...file } = await this.saveFile();
    return { ...file, bytes, frames: decodeFrames(bytes) };
  }

  /** Saves and returns the file and what the dialog says about it. */
  async saveFile() {
    await this.press("Save…");
    const said = await seen(this.dialog.getByRole("status").filter({ hasText: "kB" }));
    const { name, data } = (await this.opened.page.evaluate(fileScript)) as { name: string; data: string };
    return { name, bytes: new Uint8Array(Buffer.from(data, "base64")), said };
  }
}

/** Returns the newest saved file, with its bytes in base64: Playwright would serialize each number separately. */
const fileScript = `(() => {
  const file = window.kept.sent.findLast(({ type }) => type === "save");
  let text = "";
  for (const byte of file.data) text += String.fromCharCode(byte);
  return { name: file.name + "." + file.kind, data: btoa(text) };
})()`;
