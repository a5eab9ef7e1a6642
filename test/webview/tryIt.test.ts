/** Try It: draw or fill in, and the answer is there. */
import assert from "node:assert/strict";
import type { QuestionName } from "../../src/protocol/panel";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import { digitServer } from "./digits";
import { type OpenedPage, seen, usePages } from "./openPage";
import { epochs, run, running, started } from "./recorded";

const tableServer = (name: QuestionName, params: unknown): unknown => {
  if (name === "data") {
    return {
      task: "regression",
      sets: [{ set: "train", examples: 100 }],
      classNames: [],
      targetNames: ["price"],
      isMnist: false,
      inputs: [
        { name: "size", mean: 82.5 },
        { name: "city=Bonn", mean: 0.3 },
        { name: "city=Ulm", mean: 0.7 },
        { name: "state", mean: 0.8 },
        { name: "year", mean: 1990 },
        { name: "year=missing", mean: 0.1 },
      ],
      columns: [
        { name: "size", kind: "number" },
        { name: "city", kind: "one-hot", values: ["Bonn", "Ulm"] },
        { name: "state", kind: "ordinal", values: ["old", "new", "newest"] },
        { name: "year", kind: "number", flag: true },
      ],
    } satisfies RequestResult<"data">;
  }
  if (name === "example") {
    const { set, index } = params as RequestParams<"example">;
    const values = Float32Array.of(60, 1, 0, 2, 1990, 1);
    return { set, index, total: 100, values, targets: [61234] } satisfies RequestResult<"example">;
  }
  const { values } = params as { values: { float32: number[] } };
  const [size, bonn, ulm, state, year, missing] = values.float32;
  assert.equal(bonn + ulm, 1);
  const answers = Float32Array.of(1000 * size + 100 * bonn + 10 * state + missing + 0 * year);
  return { epoch: 12, batch: 0, layers: [Float32Array.of(0.5, -1), answers], answers };
};

describe("the panel's Try It", () => {
  const pages = usePages();
  let opened: OpenedPage;

  const open = async (answer: (name: QuestionName, params: unknown) => unknown) => {
    opened = await pages.open({ answer });
    await opened.post({ type: "history", run, events: [started, ...epochs(12)] }, running);
    await opened.page.getByRole("tab", { name: "Try It" }).click();
    await opened.page.locator(".answers").waitFor();
  };
  const best = () => seen(opened.page.locator(".answers tr.best th"));

  it("answers while a digit is drawn with the mouse, and shows what the network sees", async () => {
    await open(digitServer);
    assert.match(await seen(opened.page.locator(".try-output")), /Nothing is drawn yet/);
    const pad = await opened.page.locator("canvas.pad").boundingBox();
    assert.ok(pad);
    const { mouse } = opened.page;
    await mouse.move(pad.x + 60, pad.y + 80);
    await mouse.down();
    await mouse.move(pad.x + 220, pad.y + 80, { steps: 8 });
    await mouse.up();
    await opened.page.locator(".answers tr.best", { hasText: "90.00%" }).waitFor();
    // A stroke from side to side lies in the middle, where the fitted drawing has its mass.
    assert.match(await best(), /^[45]$/);
    const ink = await opened.page
      .locator(".seen canvas")
      .evaluate((each) => [...((each as HTMLCanvasElement).getContext("2d")?.getImageData(0, 14, 28, 1).data ?? [])]);
    const lit = ink.filter((value, i) => i % 4 === 0 && value > 128).length;
    assert.ok(lit >= 18 && lit <= 20, `${lit} of 28 pixels are lit`);
  });

  it("answers what is drawn with the keyboard, and nothing after it is cleared", async () => {
    await open(digitServer);
    await opened.page.locator("canvas.pad").focus();
    for (const key of ["Space", "Shift+ArrowRight", "Shift+ArrowRight", "Shift+ArrowRight"])
      await opened.page.keyboard.press(key);
    await opened.page.locator(".answers tr.best", { hasText: "90.00%" }).waitFor();
    await opened.page.keyboard.press("Delete");
    await opened.page.getByText("Nothing is drawn yet").waitFor();
  });

  it("takes a picture that is dropped, dark ink on light paper turned round", async () => {
    await open(digitServer);
    await opened.page.evaluate(`(async () => {
      const paper = new OffscreenCanvas(100, 100);
      const context = paper.getContext("2d");
      context.fillStyle = "white";
      context.fillRect(0, 0, 100, 100);
      context.fillStyle = "black";
      context.fillRect(20, 45, 60, 10);
      const data = new DataTransfer();
      data.items.add(new File([await paper.convertToBlob()], "stroke.png", { type: "image/png" }));
      document.querySelector("canvas.pad").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
    })()`);
    await opened.page.locator(".answers tr.best", { hasText: "90.00%" }).waitFor();
    const corner = await opened.page
      .locator("canvas.pad")
      .evaluate((each) => (each as HTMLCanvasElement).getContext("2d")?.getImageData(3, 3, 1, 1).data[0]);
    assert.equal(corner, 0, "the paper is not black");
  });

  it("shows an example of the data with its class", async () => {
    await open(digitServer);
    await opened.page.getByRole("button", { name: "An Example of the Data" }).click();
    await opened.page.getByText(/Example \d+ of the data, which is of class \d/).waitFor();
    assert.equal(await opened.page.locator(".answers th", { hasText: "✓" }).count(), 1);
  });

  it("shows the activations of every layer in words too", async () => {
    await open(digitServer);
    const strips = opened.page.locator(".try-layers canvas");
    assert.equal(await strips.count(), 2);
    assert.match((await strips.first().getAttribute("aria-label")) ?? "", /^Layer 1, prelu: 66 of 100 units are not 0/);
  });

  it("takes a picture from a file", async () => {
    await open(digitServer);
    const chosen = opened.page.waitForEvent("filechooser");
    await opened.page.getByRole("button", { name: "Open a Picture…" }).click();
    const drawn = await opened.page.evaluate<string>(`(() => {
      const paper = Object.assign(document.createElement("canvas"), { width: 100, height: 100 });
      const context = paper.getContext("2d");
      context.fillStyle = "white";
      context.fillRect(20, 45, 60, 10);
      return paper.toDataURL().split(",")[1];
    })()`);
    await (await chosen).setFiles({ name: "stroke.png", mimeType: "image/png", buffer: Buffer.from(drawn, "base64") });
    await opened.page.locator(".answers tr.best", { hasText: "90.00%" }).waitFor();
  });

  it("has a field for every column of a table, and tells quantities in their own unit", async () => {
    await open(tableServer);
    const answer = (text: string) => opened.page.locator(".answers", { hasText: text }).waitFor();
    // The usual flat: in Ulm, new, its year known.
    await answer("82,510");
    await opened.page.getByLabel("size").fill("100");
    await answer("100,000");
    await opened.page.getByLabel("city").selectOption("Bonn");
    await opened.page.getByLabel("state").selectOption("newest");
    await opened.page.getByLabel("year").fill("");
    await answer("100,100");
    const asked = (await opened.sent()).findLast((message) => message.type === "ask" && message.name === "activations");
    const { values } = (asked as unknown as { params: { values: Record<string, number> } }).params;
    assert.deepEqual(Object.values(values), [100, 1, 0, 2, 1990, 1]);
  });

  it("fills in an example of a table, with what would be right", async () => {
    await open(tableServer);
    await opened.page.getByRole("button", { name: "An Example of the Data" }).click();
    await opened.page.getByText(/Example \d+ of the data\.$/).waitFor();
    assert.match(await seen(opened.page.locator(".answers")), /price\s+60,120\s+is 61,230/);
    assert.equal(await opened.page.getByLabel("city").inputValue(), "0");
    assert.equal(await opened.page.getByLabel("year").inputValue(), "");
  });
});
