/** The page of View Matrix: it follows stops, keeps its position, and shows values, differences, images and a table. */
import assert from "node:assert/strict";
import { LastStop } from "../../src/debugger/lastStop";
import type { NamedMatrix } from "../../src/debugger/matrices";
import { MatrixViews } from "../../src/debugger/matrixViews";
import type { MatrixHostMessage, MatrixQuery } from "../../src/protocol/matrixPanel";
import { checkAtWidth, checkBoxes } from "./appearance";
import { type OpenedPage, type OpenOptions, seen, usePages } from "./openPage";
import { bracketed, untranslated } from "./translation";

const matrix = (name: string, rows: number, columns: number, value: (i: number) => number): NamedMatrix => ({
  ...{ name, rows, columns, values: Float32Array.from({ length: rows * columns }, (_, i) => value(i)) },
});
/** 12 images of 4 × 4 pixels; the position of the bar is the class. */
const bar = (i: number) => Number(i % 4 === Math.floor(i / 16) % 3);
const names = ["left", "middle", "right"];

/** A stopped debugger whose matrices change from step to step. */
class StoppedDebugger {
  readonly all = new Map<string, NamedMatrix>();
  private readonly lastStop = new LastStop({
    names: () => [...this.all.keys()],
    sizeOf: (name) => this.all.get(name)?.values.length ?? 0,
    read: async (name) => this.all.get(name),
  });
  stop = 1;
  private readonly views = new MatrixViews(
    {
      checkStopped: () => {},
      stop: () => `epoch 1 of 3 · minibatch ${this.stop} of 12 · before forward layer 1`,
      names: () => [...this.all.keys()],
      find: async (name) => this.all.get(name),
      missing: (name) => `${name} is not computed yet in this minibatch`,
      nameOf: (name, column) => (name === "y" ? names[column] : undefined),
      classesOf: async () => Array.from({ length: 12 }, (_, i) => names[i % 3]),
      data: { inputs: 16, imageShape: [4, 4] },
    },
    this.lastStop,
  );

  constructor() {
    this.put(matrix("z0", 12, 16, bar));
    this.put(matrix("W1", 16, 30, (i) => Math.sin(i)));
    this.put(matrix("z1", 12, 30, (i) => Math.cos(i)));
    this.put(matrix("W2", 300, 40, (i) => Math.sin(i / 7)));
  }

  put(changed: NamedMatrix): void {
    this.all.set(changed.name, changed);
  }

  step(change: () => void): void {
    this.lastStop.remember();
    this.stop++;
    change();
  }

  async answer({ id, name, picture, table }: MatrixQuery): Promise<MatrixHostMessage> {
    const ask = (params: object) => this.views.matrix({ name, ...params });
    return { type: "matrix", id, picture: await ask(picture), ...(table && { table: await ask(table) }) };
  }
}

describe("the page of View Matrix", () => {
  const pages = usePages();
  let opened: OpenedPage;
  let stopped: StoppedDebugger;
  afterEach(() => assert.deepEqual(opened.faults, []));

  const looks = async () =>
    ((await opened.sent()) as unknown as ({ type: string } & MatrixQuery)[]).filter(({ type }) => type === "look");
  let answered = 0;
  /** Answers the page's last request, as the host does, until the page sends no more. */
  const answer = async () => {
    do {
      await opened.drawn();
      const last = (await looks()).at(-1) as MatrixQuery;
      answered = last.id;
      await opened.post(await stopped.answer(last));
    } while ((await looks()).at(-1)?.id !== answered);
  };
  const open = async (name: string, options: OpenOptions = {}) => {
    stopped = new StoppedDebugger();
    opened = await pages.open({ name: "matrix", width: 1200, height: 900, ...options });
    await opened.post({ type: "begin", name, session: "Debug iris" });
    await answer();
  };
  const step = async (change: () => void) => {
    stopped.step(change);
    await answer();
  };
  const about = async () => (await opened.page.locator(".matrix-about").allTextContents()).join(" ");
  const stage = () => opened.page.getByRole("application");
  const readout = () => seen(opened.page.locator(".readout"));
  const choose = async (name: string, option: string) => {
    await opened.page.getByRole("combobox", { name }).click();
    await opened.page.getByRole("option", { name: option, exact: true }).click();
    await answer();
  };

  it("shows values and what changed since the last stop, by pointer and by keys", async () => {
    await open("z1");
    assert.equal(await seen(opened.page.locator("h1")), "z1");
    assert.match(await about(), /^12 × 30, norm .* nothing to compare with\.$/);
    await step(() => stopped.put(matrix("z1", 12, 30, (i) => (i === 31 ? 5 : Math.cos(i)))));
    assert.match(await seen(opened.page.locator("header p")), /minibatch 2 of 12/);
    assert.match(await about(), /1 of 360 elements changed since the last stop, by at most 4\.085\./);
    await stage().focus();
    for (const key of ["Home", "ArrowDown", "ArrowRight"]) await opened.page.keyboard.press(key);
    assert.equal(await readout(), "example 1 (middle), unit 1: 5, was 0.9147");
    await choose("Shown", "Difference to the last stop");
    await stage().focus();
    for (const key of ["Home", "ArrowDown", "ArrowRight"]) await opened.page.keyboard.press(key);
    assert.equal(await readout(), "example 1 (middle), unit 1: 4.085, from 0.9147 to 5");
    // The selection stays at the next stop, where nothing has changed.
    await step(() => {});
    assert.match(await about(), /It has not changed/);
    assert.equal(await readout(), "example 1 (middle), unit 1: 0");
  });

  it("keeps where it was zoomed to and its matrix over stops, and over a stop where it is not there", async () => {
    await open("W2");
    await stage().focus();
    for (const key of ["End", "+", "+", "+", "+", "+"]) await opened.page.keyboard.press(key);
    await answer();
    const { window } = (await looks()).at(-1)?.picture ?? {};
    assert.ok(window && window.columns[0] > 20 && window.columns[1] === 40, JSON.stringify(window));
    const W = stopped.all.get("W2") as NamedMatrix;
    await step(() => stopped.all.delete("W2"));
    assert.equal(await seen(opened.page.getByRole("status")), "W2 is not computed yet in this minibatch.");
    await step(() => stopped.put(W));
    assert.match(await about(), /It did not exist at the last stop/);
    assert.deepEqual((await looks()).at(-1)?.picture.window, window);
    const saved = await opened.saved();
    await open("z1", { saved });
    assert.deepEqual([(await looks()).at(-1)?.name, await seen(opened.page.locator("h1"))], ["W2", "W2"]);
    await opened.post({ type: "over" });
    assert.equal(await seen(opened.page.getByRole("status")), "The debug session has ended.");
  });

  it("shows what it showed last when the window was reloaded, and asks for it again where the next session stops", async () => {
    await open("W1");
    await step(() => stopped.put(matrix("W1", 16, 30, (i) => Math.sin(i) + Number(i === 31))));
    const [shownBefore, saved] = [await about(), await opened.saved()];
    opened = await pages.open({ name: "matrix", width: 1200, height: 900, saved });
    await opened.post({ type: "begin", name: "W1", session: "Debug iris" });
    await opened.post({ type: "over" });
    await opened.drawn();
    assert.equal(await about(), shownBefore);
    assert.equal(
      await seen(opened.page.locator("header p")),
      "Last stop: epoch 1 of 3 · minibatch 2 of 12 · before forward layer 1",
    );
    assert.equal(await seen(opened.page.getByRole("status")), "The debug session has ended.");
    await step(() => {});
    assert.match(await seen(opened.page.locator("header p")), /^epoch 1 of 3 · minibatch 3 of 12/);
    assert.match(await about(), /It has not changed/);
  });

  it("keeps no matrix that is too large for the reload of a window, and says so", async () => {
    await open("z0");
    const shown = (await stopped.answer((await looks()).at(-1) as MatrixQuery)) as { picture: object };
    // Longer than any shown picture, so that the message is large.
    const values = Buffer.from(new Float32Array(200_000).buffer).toString("base64");
    const picture = { ...shown.picture, values, before: values };
    await opened.post({ ...shown, picture } as unknown as MatrixHostMessage);
    const saved = await opened.saved();
    opened = await pages.open({ name: "matrix", width: 1200, height: 900, saved });
    await opened.post({ type: "begin", name: "z0", session: "Debug iris" });
    await opened.post({ type: "over" });
    assert.equal(
      await seen(opened.page.getByRole("status")),
      "The debug session has ended. The next session with its name shows the matrix here.",
    );
  });

  it("shows inputs and the first weights as pictures with their labels, and as a matrix", async () => {
    await open("z0", { width: 510 });
    await stage().focus();
    await opened.page.keyboard.press("Home");
    assert.equal(await readout(), "example 0 (left), pixel row 0, column 0: 1");
    await opened.page.keyboard.press("Shift+ArrowRight");
    assert.equal(await readout(), "example 1 (middle), pixel row 0, column 0: 0");
    assert.match(await seen(opened.page.locator(".matrix-legend")), /Black is 0, white 1/);
    await choose("Matrix", "W1");
    await stage().focus();
    await opened.page.keyboard.press("Home");
    assert.match(await readout(), /^unit 0, pixel row 0, column 0: 0$/);
    await opened.page.keyboard.press("ArrowDown");
    // The second row of an image begins with the fifth input: W1[4, 0].
    assert.equal(await readout(), `unit 0, pixel row 1, column 0: ${Number(Math.sin(120).toPrecision(4))}`);
    await opened.page.locator("vscode-checkbox").click();
    await answer();
    await stage().focus();
    await opened.page.keyboard.press("Home");
    assert.equal(await readout(), "input 0, unit 0: 0");
  });

  it("pages through the elements in a table, which says what each was", async () => {
    await open("W2");
    await opened.page.getByText("As a table").click();
    await answer();
    await opened.page.getByRole("button", { name: "Next Rows" }).click();
    await answer();
    await opened.page.getByRole("button", { name: "Next Columns" }).click();
    await answer();
    const cell = opened.page.locator(".matrix-table tbody tr").first().locator("td").first();
    const at = 20 * 40 + 10;
    assert.equal(await cell.getAttribute("title"), String(Math.fround(Math.sin(at / 7))));
    await step(() => stopped.put(matrix("W2", 300, 40, (i) => (i === at ? 2 : Math.sin(i / 7)))));
    assert.equal(await seen(cell), `2 was ${Number(Math.sin(at / 7).toPrecision(7))}`);
    assert.equal(await opened.page.locator(".matrix-table td.changed").count(), 1);
    assert.equal(await opened.page.locator(".matrix-table tbody tr").count(), 20);
  });

  it("is whole in every theme, at 510 and 1200 pixels, without serious faults for axe", async function () {
    this.timeout(60_000);
    await open("W1", { saved: { pictures: false, table: { row: 0, column: 0 } } });
    await step(() =>
      stopped.put(matrix("W1", 16, 30, (i) => Math.sin(i) + (i % 30 > 9 && i % 30 < 14 && i < 300 ? 0.3 : 0))),
    );
    await checkAtWidth(opened, "matrix-1200");
    await opened.page.setViewportSize({ width: 510, height: 900 });
    await answer();
    await checkAtWidth(opened, "matrix-510", { colours: false });
    await open("z0", { width: 510, saved: {} });
    await checkAtWidth(opened, "matrix-pictures", { colours: false });
    await checkBoxes(opened, "matrix-pictures");
  });

  it("has no text without translation", async () => {
    await open("W1", { translations: bracketed });
    await step(() => stopped.put(matrix("W1", 16, 30, (i) => Math.cos(i))));
    assert.deepEqual(await untranslated(opened, /epoch 1 of 3 · minibatch 2 of 12 · before forward layer 1/g), []);
  });
});
