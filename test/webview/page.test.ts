/** The page apart from its tabs: header, messages and the table of epochs. */
import assert from "node:assert/strict";
import type { EpochEnded, Event } from "../../src/protocol/events";
import type { HostMessage, RunState } from "../../src/protocol/panel";
import { type OpenedPage, seen, until, untilWeights, usePages } from "./openPage";
import { epochs, progress, run, running, started } from "./recorded";

const standing = (state: RunState, can: Partial<(HostMessage & { type: "state" })["can"]> = {}): HostMessage => ({
  type: "state",
  state,
  can: { stop: false, pause: false, continue: false, resumeRun: false, ...can },
});

const namesOf = (elements: Element[]) => elements.map((each) => each.getAttribute("aria-label"));

describe("the panel's page", () => {
  const pages = usePages();
  let opened: OpenedPage;
  beforeEach(async () => {
    opened = await pages.open();
  });

  const header = () => seen(opened.page.locator("header"));
  const commands = async () =>
    (await opened.sent()).flatMap((message) => (message.type === "command" ? [message.command] : []));
  const press = async (...names: string[]) => {
    for (const name of names) await opened.page.getByRole("button", { name, exact: true }).first().click();
  };
  const choose = async (...names: string[]) => {
    for (const name of names) {
      await press("More Actions");
      await opened.page.getByRole("menuitem", { name, exact: true }).click();
    }
  };
  const rows = () => opened.page.locator(".epochs tbody tr:not(.gap)");

  it("says that it is ready, and has words for everything that is not there yet", async () => {
    // The weights never arrive.
    opened = await pages.open({ weights: () => new Promise(() => {}) });
    assert.deepEqual((await opened.sent())[0], { type: "ready" });
    await opened.post({ type: "history", run, events: [] }, standing("starting"));
    const text = await seen(opened.page.locator("main"));
    for (const words of ["Starting", "Curves appear after the first epoch", "Waiting for weights", "No epoch has"]) {
      assert.ok(text.includes(words), `${words}: ${text}`);
    }
  });

  it("names run, backend with its reason, threads, seed, shape, speed and progress", async () => {
    await opened.post({ type: "history", run, events: [started, ...epochs(12), progress(13, 250)] }, running);
    const line = (await header()).replace(/\s+/g, " ");
    assert.match(line, /Best 97\.\d+% \(epoch \d+\) Test 9\d\.\d+% 431,000 examples\/s 79,510 parameters wasm$/);
    await opened.page.locator("header summary").click();
    const text = (await header()).replace(/\s+/g, " ");
    for (const words of [
      "mnist Training",
      run.id,
      "wasm, 2 threads auto: the fastest that was measured",
      "Seed 1",
      "[784, 100, 10] prelu, softmax",
      "79,510",
      "431,000 examples/s",
      "epoch 13 of 30 · batch 250 of 500 · 2.4 s left",
    ]) {
      assert.ok(text.includes(words), `${words}: ${text}`);
    }
    const bar = opened.page.getByRole("progressbar");
    assert.ok(Math.abs(Number(await bar.evaluate((each) => (each as HTMLProgressElement).value)) - 12.5 / 30) < 1e-9);
  });

  it("sends what its buttons say", async () => {
    await opened.post({ type: "history", run, events: [started] }, running);
    await press("Stop", "Pause");
    await choose("Open Config", "Reveal Folder", "Show Log");
    await opened.post(standing("paused", { stop: true, continue: true }));
    await press("Continue");
    await opened.post(standing("stopped", { resumeRun: true }));
    await press("Resume Run", "Train Again");
    assert.deepEqual(await commands(), [
      "stop",
      "pause",
      "openConfig",
      "revealFolder",
      "showLog",
      "continue",
      "resumeRun",
      "trainAgain",
    ]);
  });

  it("offers to predict and to export once there are weights that no training changes", async () => {
    const offered = async () => {
      await press("More Actions");
      const count = await opened.page.getByRole("menuitem", { name: "Export…" }).count();
      await opened.page.keyboard.press("Escape");
      return count;
    };
    await opened.post({ type: "history", run, events: [started] }, standing("stopped"));
    assert.equal(await offered(), 0);
    await opened.post({ type: "events", events: epochs(1) }, running);
    assert.equal(await offered(), 0);
    await opened.post(standing("stopped"));
    await choose("Predict…", "Export…");
    assert.deepEqual(await commands(), ["predict", "exportRun"]);
  });

  it("shows the actions that fit the state, and no others", async () => {
    const shown = () => opened.page.getByRole("group", { name: "Run" }).getByRole("button").evaluateAll(namesOf);
    const kept: Event = { type: "checkpoint", epoch: 1, file: "epochs/1.npz" };
    await opened.post({ type: "history", run, events: [started, ...epochs(1), kept] }, running);
    assert.deepEqual(await shown(), ["Stop", "Pause", "More Actions"]);
    await opened.post(standing("running"));
    assert.deepEqual(await shown(), ["More Actions"]);
    await opened.post(standing("completed"));
    assert.deepEqual(await shown(), ["Train Again", "Fork from Here…", "More Actions"]);
    await opened.post(standing("crashed", { resumeRun: true }));
    assert.deepEqual(await shown(), ["Resume Run", "Train Again", "Fork from Here…", "More Actions"]);
  });

  it("moves in the menu of further actions by arrow keys; Escape gives the focus back", async () => {
    await opened.post({ type: "history", run, events: [started] }, running);
    await opened.page.getByRole("button", { name: "More Actions", exact: true }).focus();
    const focused = () => opened.page.evaluate(() => document.activeElement?.textContent);
    const reached: unknown[] = [];
    for (const key of ["ArrowDown", "ArrowDown", "ArrowUp", "ArrowUp", "ArrowDown", "End", "Home"]) {
      await opened.page.keyboard.press(key);
      reached.push(await focused());
    }
    const [first, second, last] = ["Open Config", "Reveal Folder", "Sound per Epoch"];
    assert.deepEqual(reached, [first, second, first, last, first, last, first]);
    await opened.page.keyboard.press("Escape");
    assert.equal(await opened.page.getByRole("menu").count(), 0);
    assert.equal(await opened.page.evaluate(() => document.activeElement?.ariaLabel), "More Actions");
  });

  it("remembers whether all facts of the run are shown", async () => {
    await opened.page.locator("header summary").click();
    await until(async () => (await opened.saved()).details === true, "the saved state");
    opened = await pages.open({ saved: { details: true } });
    await opened.post({ type: "history", run, events: [started] }, running);
    assert.match(await header(), /Seed\s+1/);
  });

  it("gives every state a word and a sign of its own", async () => {
    const chip = opened.page.locator(".state");
    const signs = new Map<string, string>();
    for (const state of ["starting", "running", "paused", "completed", "stopped", "interrupted", "crashed"] as const) {
      await opened.post(standing(state));
      signs.set(await seen(chip), await chip.locator("path").evaluate((path) => path.getAttribute("d") ?? ""));
    }
    assert.equal(signs.size, 7);
    assert.equal(new Set(signs.values()).size, 7);
  });

  it("says on which other machine a run is trained, for as long as it is", async () => {
    const chip = opened.page.locator(".state");
    await opened.post({ ...(standing("running") as HostMessage & { type: "state" }), host: "gpu-2" });
    assert.match(await seen(chip), /on gpu-2$/);
    await opened.post(standing("completed"));
    assert.doesNotMatch(await seen(chip), /gpu-2/);
  });

  it("says what went wrong with the log's last lines and a way on", async () => {
    await opened.post(
      { type: "history", run, events: [started, ...epochs(2)] },
      {
        ...(standing("crashed", { resumeRun: true }) as HostMessage & { type: "state" }),
        problem: { message: "The trainer was killed.", log: ["line one", "Segmentation fault"] },
      },
    );
    const alert = opened.page.getByRole("alert");
    assert.match(await seen(alert), /The trainer was killed\.\s+line one\nSegmentation fault/);
    await alert.getByRole("button", { name: "Resume Run" }).click();
    assert.deepEqual(await commands(), ["resumeRun"]);
  });

  it("shows failures and warnings in words, each once, and markup as text", async () => {
    const warning = (message: string): Event => ({ type: "warning", code: "w", message });
    const failed: Event = { type: "failed", code: "f", message: "the cost is not a number" };
    await opened.post({
      type: "history",
      run,
      events: [started, warning("<b>half</b> of layer 1 is dead"), warning("<b>half</b> of layer 1 is dead"), failed],
    });
    assert.deepEqual(await opened.page.locator(".warnings li").allInnerTexts(), [
      "Warning: <b>half</b> of layer 1 is dead",
    ]);
    assert.match(await seen(opened.page.getByRole("alert")), /the cost is not a number/);
    await opened.post({ type: "history", run, events: [started, warning("another")] });
    assert.deepEqual(await opened.page.locator(".warnings li").allInnerTexts(), ["Warning: another"]);
    assert.equal(await opened.page.getByRole("alert").count(), 0);
    const again = { group: "/iris/sweep-20261129T170148Z-4d3f", trial: 29, same: true, differences: [] };
    const done: Event = { type: "done", reason: "completed", seconds: 1, again };
    await opened.post({ type: "history", run, events: [started, done] });
    const text = "Trained again: the same as trial 29 of sweep-20261129T170148Z-4d3f, bit for bit.";
    assert.equal(await seen(opened.page.locator(".messages .again")), text);
    assert.equal(await opened.page.locator(".warnings li").count(), 0);
  });

  it("says the newest epoch politely, with its change", async () => {
    const of = (epoch: number, validationAccuracy: number) => ({ ...epochs(1, epoch)[0], validationAccuracy }) as Event;
    await opened.post({ type: "history", run, events: [started, of(1, 0.975), of(2, 0.976)] }, standing("stopped"));
    assert.equal(await opened.page.locator("main > [role=status]").textContent(), "epoch 2, validation 97.60%, up 0.1");
  });

  it("says what counts of other runs too, and which setting was changed", async () => {
    const figures = { trainSeconds: 1, evaluateSeconds: 1, learningRate: 1 };
    const of = (epoch: number, cost: number, more: object) =>
      ({ type: "epoch", epoch, cost, ...figures, ...more }) as Event;
    const status = opened.page.locator("main > [role=status]");
    const told = [of(1, 2, { validationRmse: 1.5 }), of(2, 1, { validationRmse: 1.25 })];
    await opened.post({ type: "history", run, events: [started, ...told] }, standing("stopped"));
    assert.equal(await status.textContent(), "epoch 2, RMSE 1.25, down 0.25");
    const path = "training.optimizer.learningRate";
    const changed: Event = { type: "changed", epoch: 2, batch: 1, path, from: 1, to: 0.5 };
    await opened.post({ type: "history", run, events: [started, of(1, 2, {}), changed, of(2, 2, {})] });
    assert.equal(
      await status.textContent(),
      "epoch 2, cost 2, unchanged; learning rate changed from 1 to 0.5 in epoch 2, before batch 1",
    );
    assert.match(await seen(rows().nth(1)), /^2\s.*η 1 → 0\.5$/s);
  });

  it("sorts the table by a column's head, upward, downward, and back", async () => {
    await opened.post({ type: "history", run, events: [started, ...epochs(12)] }, running);
    const head = opened.page.locator(".epochs").getByRole("columnheader", { name: "Cost", exact: true });
    const first = async () => (await seen(rows().first())).split(/\s/)[0];
    await head.getByRole("button").click();
    assert.deepEqual([await head.getAttribute("aria-sort"), await first()], ["ascending", "12"]);
    await head.getByRole("button").click();
    assert.deepEqual([await head.getAttribute("aria-sort"), await first()], ["descending", "1"]);
    await head.getByRole("button").press("Enter");
    assert.equal(await head.getAttribute("aria-sort"), "none");
  });

  it("sounds the cost from a click on: a tone per epoch, lower as the cost falls", async () => {
    await opened.page.evaluate(`{
      const Real = OscillatorNode;
      window.tones = [];
      window.OscillatorNode = function (context, options) {
        tones.push(options.frequency);
        return new Real(context, options);
      };
    }`);
    const tones = () => opened.page.evaluate(() => (window as unknown as { tones: number[] }).tones);
    await opened.post({ type: "history", run, events: [started, ...epochs(2)] }, running);
    await opened.post({ type: "events", events: epochs(1, 3) });
    assert.deepEqual(await tones(), []);
    await press("More Actions");
    await opened.page.getByRole("menuitemcheckbox", { name: "Sound per Epoch" }).click();
    assert.equal((await opened.saved()).sound, true);
    let epoch = 3;
    for (const [sounded, cost] of [0.5, 0.02].entries()) {
      // Not every one of several epochs in quick succession makes a sound.
      await until(async () => {
        epoch++;
        await opened.post({ type: "events", events: [{ ...epochs(1, epoch)[0], cost } as Event] });
        return (await tones()).length > sounded;
      }, "a tone");
    }
    assert.deepEqual(await tones(), [880, 110]);
  });

  it("follows the newest epoch in the table, marks the best, and renders only what can be seen", async () => {
    const told = epochs(10_000) as EpochEnded[];
    await opened.post({ type: "history", run: { ...run, epochs: 20_000 }, events: [started, ...told] }, running);
    await rows().filter({ hasText: "10000" }).waitFor();
    assert.ok((await rows().count()) < 40, `${await rows().count()} rows`);
    assert.equal(await opened.page.locator(".epochs table").getAttribute("aria-rowcount"), "10001");
    const best = told.reduce((a, b) => ((b.validationAccuracy ?? 0) > (a.validationAccuracy ?? 0) ? b : a));
    const scroller = opened.page.locator(".epochs .table-scroller");
    const below = await scroller.evaluate((each) => each.scrollHeight - each.clientHeight - each.scrollTop);
    assert.ok(below < 2, `${below} px below what is seen`);
    await scroller.evaluate((element, top) => element.scrollTo(0, top), (best.epoch - 3) * 24);
    assert.match(await seen(opened.page.locator("tr.best")), new RegExp(`^${best.epoch} ★`));
    await opened.post({ type: "events", events: epochs(1, 10_001) });
    assert.equal(await opened.page.locator("tr.best").count(), 1, "who scrolled away stays there");
  });

  it("keeps in step with ten thousand epochs: two frames after a message its epoch can be pointed at", async () => {
    const long = { ...run, epochs: 20_000 };
    await opened.post({ type: "history", run: long, events: [started, ...epochs(10_000)] }, running);
    const coming = Array.from({ length: 10 }, (_, i): Event[] => [progress(10_001 + i, 100), ...epochs(1, 10_001 + i)]);
    await opened.page.evaluate(async (batches) => {
      for (const events of batches) {
        window.dispatchEvent(new MessageEvent("message", { data: { type: "events", events } }));
        for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame);
      }
    }, coming);
    await opened.page.locator(".plot").first().focus();
    for (const key of ["End", "ArrowLeft", "ArrowLeft"]) await opened.page.keyboard.press(key);
    assert.match(await seen(opened.page.locator(".legend").first()), /epoch 10008/);
  });

  it("can be used by keyboard alone: everything that does something is reached by Tab", async () => {
    await opened.post({ type: "history", run, events: [started, ...epochs(3)] }, running);
    await opened.drawn();
    await untilWeights(opened);
    const reached: string[] = [];
    for (let i = 0; i < 45; i++) {
      await opened.page.keyboard.press("Tab");
      reached.push(
        await opened.page.evaluate(() => {
          const { activeElement: at } = document;
          return at?.getAttribute("aria-label")?.split(/: (?!More)|\./)[0] ?? at?.textContent ?? "";
        }),
      );
    }
    for (const name of [
      "Stop",
      "More Actions",
      "validation",
      "Accuracy",
      "Layer",
      "Weights: More Actions",
      "Weights of layer 1, epoch 12",
      "Next Units",
      "Accuracy: More Actions",
      "Cost",
      "Learning rate",
      "Table of epochs",
    ]) {
      assert.ok(
        reached.some((each) => each.startsWith(name)),
        `${name} is not among ${reached.join(" | ")}`,
      );
    }
  });
});
