/** The weights: the page's questions, its drawing, and the readout by keyboard and pointer. */
import assert from "node:assert/strict";
import type { RequestParams, WeightPicture } from "../../src/protocol/requests";
import { digitServer } from "./digits";
import { type OpenedPage, type OpenOptions, seen, until, usePages } from "./openPage";
import { epochs, pictureFor, run, started, weightAt } from "./recorded";

type Show = RequestParams<"weights">;
const figure = (value: number) => new Intl.NumberFormat("en-US", { maximumSignificantDigits: 4 }).format(value);

describe("the panel's weights", () => {
  const pages = usePages();
  let opened: OpenedPage;

  const open = async (options: OpenOptions = {}) => {
    opened = await pages.open(options);
    await opened.post({ type: "history", run, events: [started, ...epochs(2)] });
  };
  const questions = async (): Promise<Show[]> =>
    (await opened.sent()).flatMap((message) =>
      message.type === "ask" && message.name === "weights" ? [message.params as unknown as Show] : [],
    );
  const lastShow = async () => (await questions()).at(-1);
  /** Observers report visibility a frame or two later. */
  const untilShow = async (fits: (show: Show) => boolean): Promise<Show> => {
    let show: Show | undefined;
    await until(
      async () => {
        show = await lastShow();
        return show && fits(show);
      },
      () => `another question about weights than ${JSON.stringify(show)}`,
    );
    return show as Show;
  };
  /** Waits until the newest question is answered and the page has drawn. */
  const answer = async () => {
    await untilShow(Boolean);
    await opened.rests();
  };
  let told = 2;
  /** Sends one more epoch; returns true if the page asks for its weights, which it does only if they are visible. */
  const isAskedAgain = async () => {
    const before = (await questions()).length;
    await opened.post({ type: "events", events: epochs(1, ++told) });
    return (await questions()).length > before;
  };
  const canvas = () => opened.page.locator("canvas.heatmap");
  const readout = () => seen(opened.page.locator(".weights .readout"));
  const press = async (...keys: string[]) => {
    await canvas().focus();
    for (const key of keys) await opened.page.keyboard.press(key);
  };

  it("asks for the pictures of the units that fit, and for no others", async () => {
    await open();
    const show = await untilShow(Boolean);
    assert.ok(show.pictures && show.first === 0 && show.layer === 0);
    assert.ok(show.rows > 9 && show.rows < 100, `${show.rows} units`);
    await answer();
    const box = await canvas().boundingBox();
    const height = (await canvas().getAttribute("height")) ?? "0";
    assert.ok(box && box.height <= 480 && box.height >= Number(height), `${box?.height} px for ${height} cells`);
  });

  it("asks for no more of a matrix than the device's pixels", async () => {
    await open({ saved: { pictures: false }, width: 1000 });
    await answer();
    const [box, last] = [await canvas().boundingBox(), await lastShow()];
    assert.deepEqual([last?.rows, last?.columns, last?.pictures], [Math.round(box?.height ?? 0), 100, undefined]);
    assert.equal(last?.window, undefined);
  });

  it("asks for nothing while it is scrolled away, and again when it is back", async () => {
    await open({ height: 300, width: 700 });
    await opened.page.locator(".weights").scrollIntoViewIfNeeded();
    await untilShow(Boolean);
    await opened.page.evaluate(() => scrollTo(0, 0));
    await until(async () => !(await isAskedAgain()), "the end of the questions");
    await opened.page.locator(".weights").scrollIntoViewIfNeeded();
    await until(isAskedAgain, "a question again");
  });

  it("asks for nothing while the panel is hidden", async () => {
    await open();
    await untilShow(Boolean);
    const hide = (hidden: boolean) =>
      opened.page.evaluate((value) => {
        Object.defineProperty(document, "hidden", { value, configurable: true });
        document.dispatchEvent(new Event("visibilitychange"));
      }, hidden);
    await hide(true);
    await opened.rests();
    assert.equal(await isAskedAgain(), false);
    const before = (await questions()).length;
    await hide(false);
    assert.equal((await questions()).length, before + 1);
  });

  it("reads a unit's pixel by the arrow keys, with the unit's range", async () => {
    await open();
    await answer();
    await press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowDown");
    const values = Array.from({ length: 784 }, (_, input) => weightAt(0, input)).map(Math.fround);
    assert.equal(
      await readout(),
      `unit 0, pixel row 1, column 2: ${figure(values[28 + 2])} ` +
        `(the unit's from ${figure(Math.min(...values))} to ${figure(Math.max(...values))})`,
    );
    assert.equal(await opened.page.locator(".weights .readout").getAttribute("aria-live"), "polite");
    await press("Shift+ArrowRight");
    assert.match(await readout(), /^unit 1, pixel row 1, column 2: /);
  });

  it("steps over the air between two pictures", async () => {
    await open();
    await answer();
    await press("Home", ...Array<string>(28).fill("ArrowRight"));
    assert.match(await readout(), /^unit 1, pixel row 0, column 0: /);
  });

  it("reads under the pointer, silently", async () => {
    await open();
    await answer();
    const box = await canvas().boundingBox();
    assert.ok(box);
    await opened.page.mouse.move(box.x + 2 * 29 * 2 + 5, box.y + 2 * 29 + 3);
    const columns = Math.floor(box.width / 2 / 29) + 1;
    assert.match(await readout(), new RegExp(`^unit ${columns + 2}, pixel row 1, column 2: `));
    assert.equal(await opened.page.locator(".weights .readout").getAttribute("aria-live"), "off");
    await opened.page.mouse.move(0, 0);
    assert.match(await readout(), /Point at a weight/);
  });

  it("reads a matrix: inputs down, units across, and says where a cell is a mean", async () => {
    await open({ saved: { pictures: false, layer: 1 } });
    await answer();
    await press("ArrowRight", "ArrowRight", "ArrowRight", ...Array<string>(60).fill("ArrowDown"));
    assert.equal(await readout(), `input 60, unit 2: ${figure(Math.fround(weightAt(2, 60)))}`);
    await open({ saved: { pictures: false } });
    await answer();
    await press("ArrowDown");
    assert.match(await readout(), /^mean of inputs 0–1, unit 0: /);
    assert.match(
      await seen(opened.page.locator(".weights .above .caption")),
      /each cell averages about \d\.\d × 1 weights/,
    );
  });

  it("draws zero as the ground, below zero bluer, above zero redder", async () => {
    const weights = (params: Show) => {
      const picture = pictureFor(params);
      // Away from the labels of the units.
      picture.values.fill(0).set([-0.5, 0.5, Number.NaN], picture.values.length - picture.columns);
      return picture;
    };
    await open({ saved: { pictures: false }, weights });
    await answer();
    const { columns: drawn } = await untilShow(Boolean);
    const [negative, positive, missing, zero] = await canvas().evaluate((element, columns) => {
      const { width, height } = element as HTMLCanvasElement;
      const context = (element as HTMLCanvasElement).getContext("2d");
      const middles = [0, 1, 2, 3].map((column) => Math.floor(((column + 0.5) / columns) * width));
      return middles.map((x) => [...(context?.getImageData(x, height - 1, 1, 1).data ?? [])]);
    }, drawn);
    assert.ok(negative[2] > negative[0] + 80, `below zero ${negative}`);
    assert.ok(positive[0] > positive[2] + 80, `above zero ${positive}`);
    assert.ok(Math.abs(zero[0] - zero[2]) < 8, `zero ${zero}`);
    assert.equal(missing[3], 0, "what is not a number is not drawn");
    assert.match(await seen(opened.page.locator(".weights .palette-legend")), /-0\.5\s*\+0\.5/);
  });

  it("turns pages, asks for the next units, and never shows the old ones under new numbers", async () => {
    const waiting: (() => void)[] = [];
    const weights = (params: Show) =>
      new Promise<WeightPicture>((resolve) => waiting.push(() => resolve(pictureFor(params))));
    await open({ weights });
    const answerAll = async () => {
      await until(async () => waiting.length > 0);
      for (const resolve of waiting.splice(0)) resolve();
      await opened.rests();
    };
    await answerAll();
    const shown = (await lastShow())?.rows ?? 0;
    await opened.page.getByRole("button", { name: "Next Units" }).click();
    assert.deepEqual([(await lastShow())?.first, (await lastShow())?.rows], [shown, Math.min(shown, 100 - shown)]);
    assert.ok(await opened.page.getByText("Waiting for weights").isVisible());
    await answerAll();
    assert.match(
      await seen(opened.page.locator(".weights .above .caption")),
      new RegExp(`Units ${shown}–${Math.min(2 * shown, 100) - 1} of 100`),
    );
    await press("Home");
    assert.match(await readout(), new RegExp(`^unit ${shown}, pixel row 0, column 0: `));
  });

  it("asks for the layer that was chosen, and finds layer, form and page again", async () => {
    await open();
    await opened.page.locator("vscode-dropdown[aria-label=Layer]:visible").focus();
    await opened.page.keyboard.press("ArrowDown");
    await untilShow((show) => show.layer === 1);
    const saved = await opened.saved();
    assert.equal(saved.folder, run.folder);
    await open({ saved });
    assert.equal((await untilShow(Boolean))?.layer, 1);
  });

  it("asks for a stretch of a matrix at full resolution where it is zoomed to, and for all again", async () => {
    await open({ saved: { pictures: false } });
    await answer();
    const box = await canvas().boundingBox();
    assert.ok(box);
    await opened.page.mouse.move(box.x + box.width * 0.5, box.y + box.height * 0.25);
    for (let i = 0; i < 4; i++) await opened.page.mouse.wheel(0, -200);
    // Waits for the last turn of the wheel: the page may also send questions for earlier ones.
    await opened.rests();
    const show = await untilShow((each) => (each.window?.inputs[1] ?? 784) < 200 + 784 / 4);
    const { inputs, units } = show.window ?? { inputs: [0, 784], units: [0, 100] };
    assert.ok(inputs[0] < 196 && inputs[1] > 196 && units[0] < 50 && units[1] > 50, "not at the pointer");
    assert.deepEqual([show.rows, show.columns], [inputs[1] - inputs[0], units[1] - units[0]]);
    await answer();
    assert.match(await seen(opened.page.locator(".weights .above .caption")), /a cell for each weight/);
    await press("Home");
    assert.match(await readout(), new RegExp(`^input ${inputs[0]}, unit ${units[0]}: `));
    // The view follows the cursor.
    await press("ArrowLeft", "ArrowUp");
    await untilShow((each) => each.window?.inputs[0] === inputs[0] - 1 && each.window.units[0] === units[0] - 1);
    await answer();
    assert.match(await readout(), new RegExp(`^input ${inputs[0] - 1}, unit ${units[0] - 1}: `));
    await press("0");
    await untilShow((each) => each.window === undefined);
    await opened.page.getByRole("button", { name: "Zoom In" }).click();
    await untilShow((each) => each.window !== undefined);
  });

  it("is dragged when it is zoomed", async () => {
    await open({ saved: { pictures: false } });
    await answer();
    await press("+", "+");
    // Waits for the second zoom: the page may also send a question for the first.
    await opened.rests();
    const before = await untilShow((each) => each.window !== undefined);
    const box = await canvas().boundingBox();
    assert.ok(box && before?.window);
    await opened.page.mouse.move(box.x + 200, box.y + 100);
    await opened.page.mouse.down();
    await opened.page.mouse.move(box.x + 100, box.y + 160, { steps: 3 });
    await opened.page.mouse.up();
    const { inputs, units } = before.window;
    await untilShow((each) => (each.window?.units[0] ?? 0) > units[0] && (each.window?.inputs[0] ?? 999) < inputs[0]);
  });

  it("sorts units by norm or by how often they fire, each with its own number", async () => {
    await open({ answer: digitServer, saved: { sorting: "firing-up" } });
    const show = await untilShow((each) => each.order !== undefined);
    assert.deepEqual(show.order?.units.slice(0, 3), [99, 98, 97]);
    await answer();
    await press("Home");
    assert.match(await readout(), /^unit 99, pixel row 0, column 0: .*; the unit's norm 1\.63, fires on 1%$/);
    assert.match(await seen(opened.page.locator(".fires")), /weighted input is above 0; counted over 1000 validation/);
    await opened.page.locator("vscode-dropdown[aria-label='Order of units']").focus();
    await opened.page.keyboard.press("Home");
    await untilShow((each) => each.order === undefined);
    assert.equal((await opened.saved()).sorting, "number");
  });

  it("tells how the whole matrix's values lie, in figures and in a table", async () => {
    const counts = Array<number>(64).fill(0).fill(10, 0, 2);
    const histogram = { least: -1, most: 1, counts, mean: -0.96, deviation: 0.25, zeros: 0.125 };
    await open({ weights: (params) => ({ ...pictureFor(params), histogram }) });
    await answer();
    const place = opened.page.locator(".histogram");
    assert.match(await seen(place), /Mean\s+-0\.96\s+Standard deviation\s+0\.25\s+Zeros\s+12\.5%/);
    await place.locator("summary").click();
    await place.locator("tbody tr").first().waitFor();
    assert.deepEqual(await place.locator("tbody tr").allInnerTexts(), ["-1\t-0.9688\t10", "-0.9688\t-0.9375\t10"]);
  });

  it("says why there are no weights", async () => {
    await open({
      weights: () => {
        throw new Error("no weights were saved yet");
      },
    });
    await opened.page.getByText("no weights were saved yet").waitFor();
    assert.ok(!(await canvas().isVisible()));
  });

  it("keeps its picture while the window grows", async () => {
    await open();
    await answer();
    await opened.page.setViewportSize({ width: 900, height: 900 });
    await opened.drawn();
    assert.ok(await canvas().isVisible());
  });
});
