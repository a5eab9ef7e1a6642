/** Saving a picture over the saved epochs: the frames of the file against the page at those epochs. */
import assert from "node:assert/strict";
import { PNG } from "pngjs";
import type { RequestParams } from "../../src/protocol/requests";
import { digitServer } from "./digits";
import { type OpenedPage, type OpenOptions, seen, until, untilWeights, usePages } from "./openPage";
import { playVideo } from "./playedVideo";
import { chooseOf, savedFiles } from "./plotParts";
import { epochs, keptEpochs, pictureFor, run, running, started } from "./recorded";
import { AnimationTool, type Pixels } from "./savedAnimation";

/** Weights whose columns change their signs one after another. */
function weightsAt(params: RequestParams<"weights">) {
  const picture = pictureFor(params);
  const epoch = typeof params.at === "number" ? params.at : 6;
  return { ...picture, epoch, values: picture.values.map((value, i) => value * (i % 7 < epoch ? 1 : -1)) };
}

describe("saving an animation", () => {
  const pages = usePages();
  let opened: OpenedPage;
  let tool: AnimationTool;

  const open = async (options: OpenOptions = {}) => {
    // With translations, even none, the page keeps what is written on canvases.
    const about = { width: 360, height: 600, translations: {}, answer: digitServer, weights: weightsAt };
    opened = await pages.open({ ...about, ...options });
    const events = [started, ...epochs(6), ...keptEpochs(6)];
    await opened.post({ type: "history", run, events }, { ...running, state: "completed" });
    await untilWeights(opened);
    tool = new AnimationTool(opened);
  };
  /** Moves the slider to a saved epoch and returns the canvas as it is then. */
  const canvasAt = async (epoch: number, selector: string): Promise<Pixels> => {
    await opened.page.locator("#moment").fill(String(epoch));
    await opened.rests();
    const url = await opened.page.locator(selector).evaluate((each) => (each as HTMLCanvasElement).toDataURL());
    return PNG.sync.read(Buffer.from(url.split(",")[1], "base64"));
  };
  const moment = () => seen(opened.page.locator(".moment output"));

  it("has a frame for each chosen epoch, with the weights of that epoch, its number, and its time", async () => {
    await open();
    await tool.open({ Picture: "Weights", "From epoch": "1", "Frames at most": "3", "Frames per second": "4" });
    assert.match(await seen(tool.dialog), /3 frames of 6 saved epochs, 2\.5 s\./);
    const { name, frames, said } = await tool.save();
    assert.equal(name, "mnist-weights.gif");
    assert.deepEqual(
      frames.map(({ delay }) => delay),
      [250, 250, 2000],
    );
    assert.deepEqual(
      (await drawnTexts(opened)).filter((text) => /^epoch \d$/.test(text)),
      ["epoch 1", "epoch 4", "epoch 6"],
    );
    const rounding = Number(/by (\d+) at most/.exec(said)?.[1] ?? 0);
    assert.ok(rounding <= 16, said);
    await tool.press("Close");
    const canvases: Pixels[] = [];
    for (const epoch of [1, 4, 6]) canvases.push(await canvasAt(epoch, "canvas.heatmap"));
    const place = placeIn(frames[0], canvases[0]);
    const differences = frames.map((frame) => canvases.map((canvas) => largestDifference(frame, canvas, place)));
    for (const [f, row] of differences.entries()) {
      for (const [c, difference] of row.entries()) {
        if (f === c) assert.ok(difference <= rounding, `frame ${f} differs by ${difference} from its epoch: ${said}`);
        else assert.ok(difference > 3 * rounding, `frame ${f} is the picture of another epoch, ${c}`);
      }
    }
  });

  it("saves the distribution of the weights of each epoch", async () => {
    await open();
    await tool.open({ Picture: "Distribution", "Frames at most": "2" });
    const { name, frames } = await tool.save();
    assert.deepEqual([name, frames.length], ["mnist-distribution.gif", 2]);
    const texts = await drawnTexts(opened);
    for (const text of ["epoch 0", "epoch 6", "Zeros", "deviation"]) assert.ok(texts.includes(text), text);
  });

  it("shows curves up to the epoch of each frame, over the axes of all epochs", async () => {
    await open();
    await chooseOf(opened, "Cost", "Save Animation…");
    assert.equal(
      await tool.dialog.getByLabel("Picture").evaluate((each) => (each as HTMLSelectElement).selectedOptions[0].text),
      "Cost",
    );
    await tool.dialog.getByLabel("Width").selectOption("480");
    const { name, frames } = await tool.save();
    assert.deepEqual([name, frames.length, frames[0].width], ["mnist-cost.gif", 7, 480]);
    // Epoch 0 has no curve; the axes end at epoch 6, 8 pixels before the right edge.
    const ends = frames.slice(1).map((frame) => lastColumnThatDiffers(frame, frames[0]));
    const [left, right] = [(64 * 480) / 900, (884 * 480) / 900];
    for (const [i, end] of ends.entries()) {
      const expected = left + ((right - left) * (i + 1)) / 6;
      assert.ok(Math.abs(end - expected) <= 5, `the curves of epoch ${i + 1} end at ${end}, not ${expected}`);
    }
  });

  it("keeps the page where it was, and writes nothing, when it is cancelled", async () => {
    let asked = 0;
    let answer = () => {};
    const third = new Promise<void>((resolve) => {
      answer = resolve;
    });
    await open({
      weights: async (params) => {
        if (typeof params.at === "number" && ++asked === 3) await third;
        return weightsAt(params);
      },
    });
    const before = await moment();
    await tool.open({ Picture: "Weights" });
    await tool.press("Save…");
    await tool.dialog.getByText("Frame 3 of 7: epoch 2").waitFor();
    await tool.press("Cancel");
    answer();
    await opened.rests();
    assert.equal(await tool.dialog.isVisible(), false);
    assert.deepEqual([await moment(), await savedFiles(opened)], [before, []]);
  });

  it("names the epoch that cannot be read, and writes nothing", async () => {
    await open({
      weights: (params) => {
        if (params.at === 3) throw new Error("The weights of epoch 3 are damaged.");
        return weightsAt(params);
      },
    });
    await tool.open({ Picture: "Weights" });
    await tool.press("Save…");
    await tool.dialog.getByText("The weights of epoch 3 are damaged.").waitFor();
    await opened.rests();
    assert.deepEqual(await savedFiles(opened), []);
  });

  it("refuses an answer about another epoch", async () => {
    await open({ weights: (params) => ({ ...weightsAt(params), epoch: 5 }) });
    await tool.open({ Picture: "Weights", "From epoch": "2" });
    await tool.press("Save…");
    await tool.dialog.getByText("The weights of epoch 2 could not be read.").waitFor();
    assert.deepEqual(await savedFiles(opened), []);
  });

  it("saves the confusion matrix with its counts, and hides the page meanwhile if motion is reduced", async () => {
    await open();
    await opened.page.emulateMedia({ reducedMotion: "reduce" });
    await opened.page.getByRole("tab", { name: "Mistakes" }).click();
    await opened.page.locator(".confusion tfoot").waitFor();
    await opened.rests();
    await opened.page.evaluate(watchStill);
    await tool.open({ Picture: "Confusion matrix", "Frames at most": "2" });
    assert.match(await seen(tool.dialog), /the page is hidden meanwhile/);
    const { frames } = await tool.save();
    assert.equal(frames.length, 2);
    const texts = await drawnTexts(opened);
    for (const text of ["epoch 0", "epoch 6", "Recall", "97", "96.40%"]) assert.ok(texts.includes(text), text);
    const changes = await opened.page.evaluate(() => (window as unknown as { still: string[] }).still);
    assert.deepEqual(changes, ["hidden", "visible"]);
  });

  it("saves a video that plays: its size, its duration, and the picture of each epoch at its time", async () => {
    await open();
    await tool.open({ Picture: "Weights", "Frames at most": "3", "Frames per second": "4", File: "WebM video" });
    const { name, bytes, said } = await tool.saveFile();
    assert.match(said, /^3 frames, \d+ kB\. Colours are those of a compressed video\.$/);
    assert.equal(name, "mnist-weights.webm");
    await tool.press("Close");
    // Backwards, too: a player can seek.
    const { frames, ...video } = await playVideo(opened.page, bytes, [
      [2.4, 0.5],
      [0.1, 0],
      [0.3, 0.25],
    ]);
    const epochsShown = [6, 0, 3];
    const canvases: Pixels[] = [];
    for (const epoch of epochsShown) canvases.push(await canvasAt(epoch, "canvas.heatmap"));
    assert.deepEqual(
      [video.duration, video.seekableTo, video.width, video.height],
      [2.5, 2.5, frames[0].width, frames[0].height],
    );
    const place = videoPlaceOf(frames[0], canvases[0]);
    for (const [f, frame] of frames.entries()) {
      const differences = canvases.map((canvas) => meanDifference(frame, canvas, place));
      for (const [c, difference] of differences.entries()) {
        assert.ok(c === f ? difference < 8 : difference > 8, `frame ${f} and epoch ${epochsShown[c]}: ${difference}`);
      }
    }
  });

  it("says so on a tab without a picture", async () => {
    await open();
    await opened.page.getByRole("tab", { name: "Try It" }).click();
    await tool.open();
    await tool.dialog.getByText("This tab has no picture of an epoch.").waitFor();
    await until(() => tool.dialog.getByRole("button", { name: "Save…" }).isDisabled());
  });
});

const drawnTexts = ({ page }: OpenedPage): Promise<string[]> =>
  page.evaluate(() => [...(window as unknown as { drawnTexts: Set<string> }).drawnTexts]);

/** Keeps whether the page is visible after each change of the body's class. */
const watchStill = `
  window.still = [];
  new MutationObserver(() => {
    window.still.push(getComputedStyle(document.querySelector("main")).visibility);
  }).observe(document.body, { attributes: true, attributeFilter: ["class"] });
`;

type Place = readonly [x: number, y: number];

/** Finds a canvas in a frame by its opaque pixels; it is at the left, below the caption. */
function placeIn(frame: Pixels, canvas: Pixels): Place {
  const x = 12;
  const found = Array.from({ length: frame.height - canvas.height }, (_, y) => y).find(
    (y) => largestDifference(frame, canvas, [x, y]) < 30,
  );
  assert.ok(found !== undefined, "the canvas is nowhere in the frame");
  return [x, found];
}

/** Returns the largest difference of a channel of an opaque pixel, from 0 to 255. */
function largestDifference(frame: Pixels, canvas: Pixels, [left, top]: Place): number {
  let largest = 0;
  for (let i = 0; i < canvas.width * canvas.height; i++) {
    if (canvas.data[4 * i + 3] < 255) continue;
    const [x, y] = [left + (i % canvas.width), top + Math.floor(i / canvas.width)];
    for (let channel = 0; channel < 3; channel++) {
      const [a, b] = [frame.data[4 * (y * frame.width + x) + channel], canvas.data[4 * i + channel]];
      largest = Math.max(largest, Math.abs(a - b));
    }
  }
  return largest;
}

/** Finds a canvas in a frame of a video, at the left. */
function videoPlaceOf(frame: Pixels, canvas: Pixels): Place {
  const places = Array.from({ length: frame.height - canvas.height }, (_, y): Place => [12, y]);
  const differences = places.map((place) => meanDifference(frame, canvas, place));
  return places[differences.indexOf(Math.min(...differences))];
}

/** Returns the mean difference of a channel of an opaque pixel, from 0 to 255: a compressed video has few exact ones. */
function meanDifference(frame: Pixels, canvas: Pixels, [left, top]: Place): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < canvas.width * canvas.height; i++) {
    if (canvas.data[4 * i + 3] < 255) continue;
    const at = (top + Math.floor(i / canvas.width)) * frame.width + left + (i % canvas.width);
    for (let channel = 0; channel < 3; channel++) {
      sum += Math.abs(frame.data[4 * at + channel] - canvas.data[4 * i + channel]);
      count++;
    }
  }
  return sum / count;
}

/** Returns the last column below the title in which two frames differ visibly. */
function lastColumnThatDiffers(a: Pixels, b: Pixels): number {
  let last = -1;
  for (let i = 40 * a.width; i < a.width * a.height; i++) {
    if (Math.abs(a.data[4 * i + 1] - b.data[4 * i + 1]) > 40) last = Math.max(last, i % a.width);
  }
  return last;
}
