/** Saving plots as files and copying them to the clipboard. */
import assert from "node:assert/strict";
import type { EpochEnded } from "../../src/protocol/events";
import { type OpenedPage, seen, until, usePages } from "./openPage";
import { chooseOf, plotOf, savedFiles } from "./plotParts";
import { epochs, run, running, started } from "./recorded";

describe("saving the panel's plots", () => {
  const pages = usePages();
  let opened: OpenedPage;
  beforeEach(async () => {
    opened = await pages.open();
    await opened.post({ type: "history", run, events: [started, ...epochs(20)] }, { ...running, state: "stopped" });
  });

  const plot = (title: string) => plotOf(opened, title);
  const button = (name: string) => opened.page.getByRole("button", { name, exact: true });
  const files = () => savedFiles(opened);
  const choose = (title: string, item: string) => chooseOf(opened, title, item);

  it("saves real vectors, a picture, and every figure", async () => {
    await choose("Cost", "Save as SVG…");
    await choose("Cost", "Save as CSV…");
    await choose("Cost", "Save as PNG…");
    await until(async () => (await files()).length >= 3, "the third file");
    assert.deepEqual(
      (await files()).map(({ name, kind }) => `${name}.${kind}`),
      ["mnist-cost.svg", "mnist-cost.csv", "mnist-cost.png"],
    );
    const [svg, csv] = (await files()).map(({ data }) => data as string);
    assert.match(svg, /^<svg xmlns/);
    assert.match(svg, /<title>Cost: mnist<\/title>/);
    assert.match(svg, />validation<[\s\S]*>★ best</);
    const line = /<path clip-path="[^"]+" d="(M[^"]+)" stroke="#[0-9a-f]{6}"\/>/.exec(svg);
    assert.equal(line?.[1].match(/[ML]/g)?.length, 20);
    assert.deepEqual(
      await opened.page.evaluate((text) => {
        const parsed = new DOMParser().parseFromString(text, "image/svg+xml");
        return [parsed.querySelector("parsererror") === null, parsed.documentElement.getAttribute("width")];
      }, svg),
      [true, "900"],
    );
    const rows = csv.trim().split("\n");
    assert.equal(rows.length, 21);
    assert.equal(rows[1].split(",")[1], String((epochs(1)[0] as EpochEnded).validationCost));
    const size = await opened.page.evaluate(() => {
      type Sent = { kept: { sent: { kind?: string; data?: Uint8Array }[] } };
      const data = (window as unknown as Sent).kept.sent.find(({ kind }) => kind === "png")?.data ?? new Uint8Array();
      const view = new DataView(data.buffer);
      return [view.getUint32(1).toString(16), view.getUint32(16)];
    });
    assert.deepEqual(size, ["504e470d", 1800]);
  });

  it("copies figures by the host, and pictures or the reason why not; its menu is used by keys", async () => {
    await button("Cost: More Actions").focus();
    for (const key of ["ArrowDown", "End", "Enter"]) await opened.page.keyboard.press(key);
    const copied = (await opened.sent()).find((message) => message.type === "copy");
    assert.match(copied?.type === "copy" ? copied.text : "", /^epoch\tvalidation\ttraining/);
    await opened.page.keyboard.press("ArrowUp");
    await opened.page.keyboard.press("Escape");
    assert.equal(await button("Cost: More Actions").evaluate((each) => each === document.activeElement), true);
    await choose("Cost", "Copy picture");
    const said = plot("Cost").locator(".said");
    await said.filter({ hasText: "picture" }).waitFor();
    assert.match(await seen(said), /is on the clipboard|Save as PNG instead/);
  });
});
