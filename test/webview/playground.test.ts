/** The playground, with runs that were really trained. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HostMessage, QuestionName } from "../../src/protocol/panel";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import { checkAppearance } from "./appearance";
import { linesOf } from "./boxes";
import { type OpenedPage, type OpenOptions, seen, until, usePages } from "./openPage";
import { type PlaneRun, trainPlane } from "./planeServer";
import { run as mnist, running, started } from "./recorded";
import { bracketed, untranslated } from "./translation";

const completed: HostMessage = {
  type: "state",
  state: "completed",
  can: { stop: false, pause: false, continue: false, resumeRun: true },
};

describe("the panel's playground", () => {
  const folder = mkdtempSync(join(tmpdir(), "matrix-network-"));
  const pages = usePages();
  let spiral: PlaneRun;
  let neuron: PlaneRun;
  let opened: OpenedPage;
  before(async function () {
    this.timeout(60_000);
    spiral = await trainPlane("spiral", folder);
    neuron = await trainPlane("neuron", folder);
  });
  after(async () => {
    for (const { close } of [spiral, neuron]) close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** @param state of the run */
  const open = async ({ run, events, answer }: PlaneRun, state = completed, options: OpenOptions = {}) => {
    opened = await pages.open({ answer, ...options });
    await opened.post({ type: "history", run, events }, state);
    await opened.page.getByRole("tab", { name: "Playground" }).click();
    await opened.page.locator(".decision .plane").waitFor();
    await opened.page.getByText(/examples wrong/).waitFor();
  };
  const asked = async (name: QuestionName) =>
    (await opened.sent()).flatMap((message) =>
      message.type === "ask" && message.name === name ? [message.params as RequestParams<"surface">] : [],
    );
  /** Returns the number of distinct colours of a canvas. */
  const colorsOf = (selector: string) =>
    opened.page.locator(selector).evaluate((each) => {
      const canvas = each as HTMLCanvasElement;
      const { data } = canvas.getContext("2d")?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      return new Set(new Uint32Array((data as Uint8ClampedArray).buffer)).size;
    });
  const picture = (selector: string) =>
    opened.page.locator(selector).evaluate((each) => (each as HTMLCanvasElement).toDataURL());

  it("has its tab on the line of the others beside a config", async () => {
    await open(spiral, completed, { width: 510 });
    assert.equal(await linesOf(opened.page.locator(".tabs [role=tab]:visible")), 1);
  });

  it("is there for networks with two inputs alone", async () => {
    opened = await pages.open({ saved: { tab: "playground" } });
    await opened.post({ type: "history", run: mnist, events: [started] }, running);
    assert.equal(await opened.page.getByRole("tab", { name: "Playground" }).count(), 0);
    assert.equal(await opened.page.getByRole("tab", { selected: true }).textContent(), "Training");
  });

  it("says at a place what the network answers there, by keyboard and by pointer", async () => {
    await open(spiral);
    const { from, to } = (await spiral.answer("surface", { columns: 2, rows: 2 })) as RequestResult<"surface">;
    const middle = from.map((least, axis) => (least + to[axis]) / 2 + (axis === 1 ? 0 : (to[0] - least) / 8));
    const { answers } = (await spiral.answer("activations", {
      values: Float32Array.from(middle),
    })) as RequestResult<"activations">;
    const canvas = opened.page.locator(".decision .plane");
    await canvas.focus();
    await opened.page.keyboard.press("Home");
    await opened.page.keyboard.press("Shift+ArrowRight");
    const readout = opened.page.locator(".decision .readout");
    const said = await seen(readout);
    assert.match(said, /^x [\d.-]+, y [\d.-]+: (first|second), [\d.]+%$/);
    const name = answers[0] > answers[1] ? "first" : "second";
    assert.ok(said.includes(name), `${said}, and the network says ${answers.join(", ")}`);
    const share = Number(/([\d.]+)%$/.exec(said)?.[1]) / 100;
    assert.ok(Math.abs(share - Math.max(...answers)) < 0.05, `${said}, and the network says ${answers.join(", ")}`);
    assert.equal(await readout.getAttribute("aria-live"), "polite");
    await canvas.hover({ position: { x: 60, y: 60 } });
    assert.match(await seen(readout), /^x -\d/);
    assert.equal(await readout.getAttribute("aria-live"), "off");
  });

  it("counts the examples that are wrong prediction, of every set", async () => {
    await open(spiral);
    const { accuracy, examples } = (await spiral.answer("evaluation", { set: "train" })) as RequestResult<"evaluation">;
    const wrong = Math.round((1 - accuracy) * examples);
    const words = await seen(opened.page.locator(".decision > .caption"));
    assert.ok(words.includes(`${wrong} of 800 training examples wrong`), words);
    assert.match(words, /of 200 validation examples wrong/);
  });

  it("shows every unit small, and the one that is pressed large, until Escape", async () => {
    await open(spiral);
    assert.equal(await opened.page.locator(".unit").count(), 16);
    const unit = opened.page.getByRole("button", { name: "Layer 2, unit 3: show large" });
    await unit.focus();
    await opened.page.keyboard.press("Enter");
    await opened.page.getByRole("heading", { name: "Layer 2, unit 3 (tanh)" }).waitFor();
    assert.equal(await unit.getAttribute("aria-pressed"), "true");
    assert.match((await opened.page.locator(".decision .plane").getAttribute("aria-label")) ?? "", /z from -?\d/);
    await opened.page.keyboard.press("Escape");
    await opened.page.getByRole("heading", { name: "Prediction over the plane" }).waitFor();
  });

  it("follows the slider to a kept epoch", async () => {
    await open(spiral);
    const after = await picture(".decision .plane");
    const slider = opened.page.getByRole("slider", { name: "Weights of" });
    await slider.focus();
    await opened.page.keyboard.press("Home");
    await opened.page.getByText(/^Epoch 0:/).waitFor();
    await opened.page.keyboard.press("ArrowRight");
    await opened.page.getByText(/^Epoch 8:/).waitFor();
    assert.equal((await asked("surface")).at(-1)?.at, 8);
    assert.notEqual(await picture(".decision .plane"), after);
  });

  it("shows answers without their strength, and no examples, where that is chosen", async () => {
    await open(spiral);
    for (const name of ["Show training examples", "Show validation examples"])
      await opened.page.getByRole("checkbox", { name }).click();
    const graded = await colorsOf(".decision .plane");
    await opened.page.getByRole("checkbox", { name: "Discrete" }).click();
    const flat = await colorsOf(".decision .plane");
    assert.ok(flat < graded / 2, `${flat} colours, and ${graded} before`);
    assert.deepEqual((await opened.saved()).playground, {
      hiddenSets: ["test", "train", "validation"],
      discrete: true,
    });
  });

  it("has a table of what is answered where", async () => {
    await open(spiral);
    await opened.page.locator(".decision summary").click();
    await opened.page.locator(".decision td").last().waitFor();
    const cells = await opened.page.locator(".decision td").allInnerTexts();
    assert.equal(cells.length, 81);
    assert.ok(cells.every((text) => /^(first|second), [\d.]+%$/.test(text)));
  });

  it("asks a training of now, again and again, and nothing while another tab is shown", async () => {
    const start = Date.now();
    await open(spiral, running);
    await until(async () => (await asked("surface")).length >= 3, "a third question");
    const live = await asked("surface");
    const most = 2 + (Date.now() - start) / 160;
    assert.ok(live.length <= most, `asked ${live.length} times, ${most} are the most`);
    assert.ok(live.every(({ at }) => at === "now"));
    await opened.page.getByRole("tab", { name: "Mistakes" }).click();
    // No further question would come.
    await opened.rests();
  });

  it("turns a neuron's error surface in space, with keys and by dragging", async () => {
    await open(neuron);
    const surface = opened.page.locator(".mountain");
    await surface.waitFor();
    const name = (await surface.getAttribute("aria-label")) ?? "";
    assert.match(name, /^Error surface: cost from [\d.]+ to [\d.]+\. Now at w₁ -?[\d.]+, w₂ -?[\d.]+ with a cost of/);
    const first = await picture(".mountain");
    await surface.focus();
    await opened.page.keyboard.press("ArrowLeft");
    const turned = await picture(".mountain");
    assert.notEqual(turned, first);
    await opened.page.keyboard.press("Home");
    assert.equal(await picture(".mountain"), first);
    await surface.hover();
    await opened.page.mouse.down();
    await opened.page.mouse.move(300, 300, { steps: 3 });
    await opened.page.mouse.up();
    assert.notEqual(await picture(".mountain"), first);
    assert.match(
      await seen(opened.page.locator(".neuron > .caption")),
      /on 400 of the 800 training examples; the bias is fixed/,
    );
  });

  it("shows it as contours too, which can be read, and its path as a table", async () => {
    await open(neuron);
    await opened.page.getByRole("checkbox", { name: "As contours" }).click();
    await opened.page.locator(".neuron .plane").focus();
    await opened.page.keyboard.press("Home");
    assert.match(await seen(opened.page.locator(".neuron .readout")), /^w₁ .*, w₂ .*: cost [\d.]+$/);
    await opened.page.locator(".neuron summary").click();
    await opened.page.locator(".neuron tbody th", { hasText: /^60$/ }).waitFor();
    const epochs = await opened.page.locator(".neuron tbody th").allInnerTexts();
    assert.deepEqual(
      epochs,
      Array.from({ length: 61 }, (_, i) => String(i)),
    );
  });

  for (const [name, network, shown] of [
    ["spiral", () => spiral, ".unit"],
    ["neuron", () => neuron, ".mountain"],
  ] as const) {
    it(`is whole in every theme, narrow and wide, without serious faults for axe: ${name}`, async function () {
      this.timeout(60_000);
      await open(network());
      await opened.page.locator(shown).first().waitFor();
      await checkAppearance(opened, `panel-playground-${name}`);
    });
  }

  it("has no text without translation", async () => {
    await open(spiral, completed, { translations: bracketed });
    await opened.rests();
    assert.deepEqual(await untranslated(opened, /spiral|wasm|tanh|softmax|auto: .*|\d+T\w+-3fa9|first|second/g), []);
  });
});
