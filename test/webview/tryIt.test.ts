/** Try It: the page answers while a user draws or fills in values. */
import assert from "node:assert/strict";
import { readPicture } from "../../src/formats/readPicture";
import type { QuestionName } from "../../src/protocol/panel";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import { digit, digitServer } from "./digits";
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
        { name: "year", kind: "number", flag: true, fill: 1990 },
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

/** Answers for images that are not MNIST digits; by default they are twice as wide as high. */
const sheetServer =
  ({ mean, imageShape = [14, 28] }: { mean: number; imageShape?: number[] }) =>
  (name: QuestionName): unknown => {
    const inputs = imageShape.reduce((product, size) => product * size, 1);
    if (name === "data") {
      return {
        task: "classification",
        sets: [{ set: "train", examples: 10 }],
        classNames: ["a", "b"],
        targetNames: [],
        isMnist: false,
        imageShape,
        inputs: Array.from({ length: inputs }, (_, i) => ({ name: `input ${i}`, mean })),
      } satisfies RequestResult<"data">;
    }
    if (name === "readPicture") {
      return {
        values: new Float32Array(inputs).fill(mean),
        isAnimated: imageShape.length > 2,
      } satisfies RequestResult<"readPicture">;
    }
    const answers = Float32Array.of(0.9, 0.1);
    return { epoch: 12, batch: 0, layers: [answers], answers: [...answers] } satisfies RequestResult<"activations">;
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
  const asked = async (wanted: QuestionName) =>
    (await opened.sent()).flatMap((message) =>
      message.type === "ask" && message.name === wanted ? [message.params as Record<string, unknown>] : [],
    );
  const readPictures = async () =>
    (await asked("readPicture")).map(({ name, bytes }) => ({
      name,
      bytes: Object.values(bytes as Record<string, number>),
    }));
  const inputsGiven = async () =>
    Object.values((await asked("activations")).at(-1)?.values as unknown as Record<string, number>);
  const drawStroke = async () => {
    const pad = await opened.page.locator("canvas.pad").boundingBox();
    assert.ok(pad);
    const { mouse } = opened.page;
    await mouse.move(pad.x + 60, pad.y + 80);
    await mouse.down();
    await mouse.move(pad.x + 220, pad.y + 80, { steps: 8 });
    await mouse.up();
    // The page also sends the beginning of a stroke.
    await opened.rests();
  };
  const best = () => seen(opened.page.locator(".answers tr.best th"));

  it("answers while a digit is drawn with the mouse, and shows what the network sees", async () => {
    await open(digitServer);
    assert.match(await seen(opened.page.locator(".try-output")), /Nothing is drawn yet/);
    await drawStroke();
    await opened.page.locator(".answers tr.best", { hasText: "90.00%" }).waitFor();
    // A horizontal stroke lies in the middle, because the drawing is centred by its mass.
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

  it("gives a picture that is dropped to the child process as it is, and shows what that makes of it", async () => {
    await open(digitServer);
    const dropped = await opened.page.evaluate<number[]>(`(async () => {
      const paper = new OffscreenCanvas(100, 100);
      const context = paper.getContext("2d");
      context.fillStyle = "white";
      context.fillRect(0, 0, 100, 100);
      const blob = await paper.convertToBlob();
      const data = new DataTransfer();
      data.items.add(new File([blob], "stroke.png", { type: "image/png" }));
      document.querySelector("canvas.pad").dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true }));
      return [...new Uint8Array(await blob.arrayBuffer())];
    })()`);
    await opened.page.getByText("Weights of epoch 12. The picture stroke.png.").waitFor();
    assert.equal(await best(), "5");
    assert.deepEqual(await readPictures(), [{ name: "stroke.png", bytes: dropped }]);
    const given = await inputsGiven();
    assert.deepEqual(given, [...digit(5)]);
    // The drawing replaces the picture.
    await drawStroke();
    await opened.page.locator(".try-output", { hasNotText: "stroke.png" }).waitFor();
  });

  it("says that drawings of MNIST's digits are centred, and no other ones", async () => {
    await open(digitServer);
    await opened.page.getByText(/A drawing is fitted and centred as MNIST's digits are\./).waitFor();
    await open(sheetServer({ mean: 33 }));
    assert.match(
      await seen(opened.page.locator(".try-input")),
      /drop a picture\. It is resized to 14 × 28, as in predict/,
    );
    assert.doesNotMatch(await seen(opened.page.locator(".try-input")), /centred|black/);
  });

  for (const [data, mean, paper] of [
    ["dark", 33, 0],
    ["bright", 0.8, 255],
  ] as const) {
    it(`gives a drawing as it is where the data is no MNIST, on paper as ${data} as the data`, async () => {
      await open(sheetServer({ mean }));
      const sheet = await opened.page.locator("canvas.pad").evaluate((each) => {
        const { width, height } = each as HTMLCanvasElement;
        const corner = (each as HTMLCanvasElement).getContext("2d")?.getImageData(3, 3, 1, 1).data[0];
        return { width, height, corner };
      });
      assert.deepEqual(sheet, { width: 280, height: 140, corner: paper });
      const said = await seen(opened.page.locator(".try-input"));
      assert.equal(said.includes("The pen is black because most of the data is bright."), paper === 255);
      await opened.page.getByText("Nothing is drawn yet").waitFor();
      await drawStroke();
      await opened.page.locator(".try-output", { hasNotText: "Nothing is drawn yet" }).waitFor();
      const drawn = (await readPictures()).at(-1);
      assert.equal(drawn?.name, "The drawing");
      // A PNG file as the child process reads it.
      const { height, width, channels, pixels } = readPicture(Uint8Array.from(drawn?.bytes ?? []));
      assert.deepEqual([height, width, channels, pixels[0]], [140, 280, 1, paper]);
      assert.ok(pixels.includes(255 - paper));
    });
  }

  it("opens pictures with colours too, where nothing can be drawn", async () => {
    await open(sheetServer({ mean: 33, imageShape: [2, 2, 3] }));
    const chosen = opened.page.waitForEvent("filechooser");
    await opened.page.getByRole("button", { name: "Open a Picture…" }).click();
    await (await chosen).setFiles({ name: "red.png", mimeType: "image/png", buffer: Buffer.from("bytes") });
    await opened.page.getByText("The first frame of red.png.").waitFor();
    assert.deepEqual(await readPictures(), [{ name: "red.png", bytes: [...Buffer.from("bytes")] }]);
    assert.equal(await opened.page.locator("canvas.pad").count(), 0);
  });

  it("says what is wrong with a picture, and keeps what was there", async () => {
    await open((name, params) => {
      if (name === "readPicture") throw new Error("broken.jpg: the JPEG picture is damaged; save it again");
      return digitServer(name, params);
    });
    const chosen = opened.page.waitForEvent("filechooser");
    await opened.page.getByRole("button", { name: "Open a Picture…" }).click();
    await (await chosen).setFiles({ name: "broken.jpg", mimeType: "image/jpeg", buffer: Buffer.from("x") });
    await opened.page.getByText("broken.jpg: the JPEG picture is damaged; save it again").waitFor();
    assert.match(await seen(opened.page.locator(".try-output")), /Nothing is drawn yet/);
  });

  it("shows an example of the data with its class", async () => {
    await open(digitServer);
    await opened.page.getByRole("button", { name: "Example", exact: true }).click();
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
    await (await chosen).setFiles({ name: "five.png", mimeType: "image/png", buffer: Buffer.from("bytes") });
    await opened.page.locator(".answers tr.best", { hasText: "90.00%" }).waitFor();
    assert.equal(await best(), "5");
    assert.deepEqual(await readPictures(), [{ name: "five.png", bytes: [...Buffer.from("bytes")] }]);
  });

  it("has a field for every column of a table, and tells quantities in their own unit", async () => {
    await open(tableServer);
    const answer = (text: string) => opened.page.locator(".answers", { hasText: text }).waitFor();
    // The default example: in Ulm, new, its year known.
    await answer("82,510");
    await opened.page.getByLabel("size").fill("100");
    await answer("100,010");
    await opened.page.getByLabel("city").selectOption("Bonn");
    await opened.page.getByLabel("state").selectOption("newest");
    await opened.page.getByLabel("year").fill("");
    await answer("100,121");
    assert.deepEqual(await inputsGiven(), [100, 1, 0, 2, 1990, 1]);
    await opened.page.getByText("year counts as missing: 1,990, the mean of the training examples").waitFor();
  });

  it("fills in what predict fills in for an empty number, and refuses what predict refuses", async () => {
    const columns = [
      { name: "age", kind: "number", shift: 20, fill: 9.75 },
      { name: "fare", kind: "number" },
    ] as const;
    await open((name, params) => {
      if (name === "data") {
        const { columns: _, ...data } = tableServer(name, params) as RequestResult<"data">;
        const inputs = columns.map(({ name }) => ({ name, mean: 10 }));
        return { ...data, inputs, columns: [...columns] } satisfies RequestResult<"data">;
      }
      const [age, fare] = (params as { values: { float32: number[] } }).values.float32;
      const answers = Float32Array.of(1000 * age + fare);
      return { epoch: 12, batch: 0, layers: [answers], answers: [...answers] };
    });
    const answer = (text: string) => opened.page.locator(".answers", { hasText: text }).waitFor();
    await answer("10,010");
    await opened.page.getByLabel("age", { exact: true }).fill("");
    await answer("9,760");
    assert.deepEqual(await inputsGiven(), [9.75, 10]);
    await opened.page
      .getByText("age is empty: 29.75, the mean of the training examples, takes its place, as predict does it.")
      .waitFor();
    await opened.page.getByLabel("fare").fill("");
    await opened.page
      .getByText("fare is empty, and no training example lacked it: enter a number, as for predict.")
      .waitFor();
    assert.equal(await opened.page.locator(".answers").count(), 0);
    await opened.page.getByLabel("fare").fill("1e39");
    await opened.page.getByText("fare is too large: enter a smaller number.").waitFor();
    await opened.page.getByLabel("fare").fill("7");
    await answer("9,757");
    assert.equal(await opened.page.getByText("fare is").isVisible(), false);
  });

  it("fills in an example of a table, with what would be right", async () => {
    await open(tableServer);
    await opened.page.getByRole("button", { name: "Example", exact: true }).click();
    await opened.page.getByText(/Example \d+ of the data\.$/).waitFor();
    assert.match(await seen(opened.page.locator(".answers")), /price\s+60,121\s+is 61,234/);
    assert.equal(await opened.page.getByLabel("city").inputValue(), "0");
    assert.equal(await opened.page.getByLabel("year").inputValue(), "");
  });

  it("has a field for columns and classes that are called as members of a JavaScript object", async () => {
    const names = ["constructor", "__proto__", "toString"];
    await open((name, params) => {
      if (name === "data") {
        return {
          task: "classification",
          sets: [{ set: "train", examples: 10 }],
          classNames: ["valueOf", "__proto__"],
          targetNames: [],
          isMnist: false,
          inputs: [
            { name: "constructor", mean: 2 },
            { name: "__proto__=hasOwnProperty", mean: 0.9 },
            { name: "__proto__=length", mean: 0.1 },
            { name: "toString", mean: 1 },
          ],
          columns: [
            { name: names[0], kind: "number" },
            { name: names[1], kind: "one-hot", values: ["hasOwnProperty", "length"] },
            { name: names[2], kind: "ordinal", values: ["low", "__proto__"] },
          ],
        } satisfies RequestResult<"data">;
      }
      const { values } = params as { values: { float32: number[] } };
      const answers = values.float32[2] === 1 ? Float32Array.of(0.25, 0.75) : Float32Array.of(1, 0);
      return { epoch: 12, batch: 0, layers: [answers], answers: [...answers] };
    });
    assert.deepEqual(await opened.page.locator(".inputs label").allTextContents(), names);
    assert.equal(await best(), "valueOf");
    await opened.page.getByLabel("constructor").fill("7");
    await opened.page.getByLabel("__proto__").selectOption("length");
    await opened.page.locator(".answers tr.best", { hasText: "75.00%" }).waitFor();
    assert.equal(await best(), "__proto__");
    assert.deepEqual(await inputsGiven(), [7, 0, 1, 1]);
  });
});
