/** Debugs a training in the packaged extension by keyboard: the values shown are those of the reference backend. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Matrix } from "../../src/core/backend";
import { ReferenceBackend } from "../../src/core/reference";
import { readEvents } from "../../src/runs/events";
import { buildNetwork } from "../../src/trainer/experiment/network";
import { loadRecordedRun } from "../../src/trainer/experiment/recorded";
import { Training } from "../../src/trainer/experiment/training";
import type { Editor } from "./editor";
import { until } from "./until";
import { useVscode } from "./useVscode";

/** 12 minibatches per epoch. */
const config = `{
  "version": 1,
  "data": { "format": "builtin", "name": "iris", "validation": { "examples": 30 } },
  "layers": [
    { "units": 6, "activation": "tanh" },
    { "units": 3, "activation": "softmax" }
  ],
  "cost": "cross-entropy",
  "training": {
    "epochs": 4,
    "batchSize": 10,
    "seed": 5,
    "optimizer": { "type": "adam", "learningRate": 0.02 }
  }
}
`;
const batchSizeLine = 11;
const batches = 12;

describe("debugging a training in the packaged extension", () => {
  const vscode = useVscode();

  it("stops at a condition, goes back, shows what the reference backend computes, sets a value and goes on to the end", async function () {
    // One session with many steps.
    this.timeout(300_000);
    const editor = await vscode.show({ stem: "debugged", config });
    const session = new DebugSession(editor);
    await session.addConditionalBreakpoint(batchSizeLine, "epoch == 2 && batch == 1 && norm(W1) > 0");
    await editor.page.keyboard.press("F5");
    const here = ["minibatch 1 of 12", "epoch 2 of 4"];
    await session.stoppedAt("read the minibatch", ...here);
    // Steps back over the last operation of the previous epoch, and forward again.
    await session.back();
    await session.stoppedAt("update layer 2", "minibatch 12 of 12", "epoch 1 of 4");
    for (const title of [
      "read the minibatch",
      "forward layer 1",
      "forward layer 2",
      "cost",
      "output error",
      "error of layer 1",
      "gradient of layer 1",
    ]) {
      await editor.page.keyboard.press("F10");
      await session.stoppedAt(title, ...here);
    }
    const run = newestRun(editor.folder);
    await session.openConsole();
    const reference = await Reference.of(run);
    await reference.train(batches);
    await session.checkValues(await reference.values());

    // The minibatch at which the condition stopped: it is trained again with the new value.
    const before = Number(await session.evaluate("W2[1,2]"));
    await session.viewMatrix("W2");
    await session.setVariable(["Layer 2", "W2", "[1]", "[2]"], "0.5");
    const { panel } = editor;
    await panel.getByText("1 of 18 elements changed since the last stop").waitFor();
    await session.showDifference();
    for (const key of ["Home", "ArrowDown", "ArrowRight", "ArrowRight"]) await editor.page.keyboard.press(key);
    const change = /^unit 1, unit 2: (\S+), from (\S+) to 0\.5$/;
    const readout = (await panel.locator(".readout", { hasText: change }).textContent()) ?? "";
    const [, difference, from] = change.exec(readout) ?? [];
    // Both values have four digits.
    assert.ok(Math.abs(Number(from) - before) < 1e-3, `${readout}; it was ${before}`);
    assert.ok(Math.abs(Number(difference) - (0.5 - before)) < 1e-3, readout);

    await editor.page.keyboard.press("Shift+F11");
    for (const title of ["read the minibatch", "forward layer 1", "forward layer 2", "cost"]) {
      await session.stoppedAt(title, "minibatch 2 of 12", "epoch 2 of 4");
      if (title !== "cost") await editor.page.keyboard.press("F10");
    }
    await reference.train(1);
    await reference.add("W1", 1 * 3 + 2, 0.5 - before);
    await session.openConsole();
    await session.checkValues(await reference.values(["W2[1,2]", "z2[0,2]"]));

    await editor.runCommand("Remove All Breakpoints");
    await editor.page.keyboard.press("F5");
    await editor.page.locator(".debug-toolbar").waitFor({ state: "hidden" });
    const events = await readEvents(run, ["epoch", "edited", "done"]);
    assert.deepEqual(
      events.map((event) => (event.type === "epoch" ? event.epoch : event.type)),
      [1, "edited", 2, 3, 4, "done"],
    );
    const about = { epoch: 2, batch: 1, operation: "gradient 0", target: "W1", index: [1, 2], from: before, to: 0.5 };
    assert.deepEqual(events[1], { ...events[1], ...about });
  });
});

/** The same training on the reference backend, from the same seed. */
class Reference {
  private constructor(
    private readonly training: Training,
    private readonly backend: ReferenceBackend,
  ) {}

  static async of(run: string): Promise<Reference> {
    const { manifest, dataset } = await loadRecordedRun(run);
    const backend = new ReferenceBackend();
    const network = buildNetwork(backend, manifest.config, dataset.inputs, manifest.config.training.batchSize);
    await network.initialize();
    const { train, classWeights } = dataset;
    return new Reference(new Training(network, backend, train, classWeights, manifest.config), backend);
  }

  async train(count: number): Promise<void> {
    for (let i = 0; i < count; i++) {
      await this.training.train(1);
      if (this.training.position.batch === batches) this.training.nextEpoch();
    }
  }

  /** Adds `value` to element `at` of a parameter array; layers count from 0. */
  async add(array: string, at: number, value: number): Promise<void> {
    const { network } = this.training;
    const arrays = await network.readParameters();
    for (const { name, values } of arrays) if (name === array) values[at] += value;
    await network.writeParameters(arrays);
  }

  /** Returns elements of the next minibatch's matrices before its update. */
  async values(names = ["W1[2,3]", "b2[1]", "z0[4,1]", "s1[9,5]", "z2[0,2]", "delta1[3,0]"]) {
    await this.training.gradientAhead();
    const { pass, layers } = this.training.network;
    const matrices: Record<string, Matrix> = {
      z0: pass.inputs,
      W1: layers[0].W,
      s1: pass.layers[0].s,
      delta1: pass.errors(0).delta,
      W2: layers[1].W,
      b2: layers[1].b,
      z2: pass.layers[1].z,
    };
    const elementOf = async (name: string): Promise<[string, number]> => {
      const [matrix, ...indices] = name.split(/[[\],]/).filter(Boolean);
      const [row, column] = [0, ...indices.map(Number)].slice(-2);
      return [name, (await this.backend.read(matrices[matrix]))[row * matrices[matrix].columns + column]];
    };
    return Object.fromEntries(await Promise.all(names.map(elementOf)));
  }
}

function newestRun(folder: string): string {
  const runs = join(folder, ".matrix-network", "debugged");
  return join(runs, readdirSync(runs).sort().at(-1) as string);
}

/** Drives the debugger as a user does. */
class DebugSession {
  constructor(private readonly editor: Editor) {}

  async addConditionalBreakpoint(line: number, condition: string): Promise<void> {
    const { page } = this.editor;
    await this.editor.goTo(line);
    await this.editor.runCommand("Debug: Add Conditional Breakpoint...");
    await page.locator(".breakpoint-widget .monaco-editor.focused").waitFor();
    await page.keyboard.type(condition);
    await page.keyboard.press("Enter");
    await page
      .locator(".codicon-debug-breakpoint-conditional, .codicon-debug-breakpoint-conditional-unverified")
      .first()
      .waitFor();
  }

  /** Waits until the call stack contains these frames. */
  async stoppedAt(...frames: string[]): Promise<void> {
    const rows = this.editor.page.locator(".debug-call-stack .monaco-list-row .stack-frame");
    let seen: string[] = [];
    await until(
      async () => {
        seen = await rows.allTextContents();
        return frames.every((frame) => seen.some((text) => text.includes(frame)));
      },
      `${frames.join(", ")} in the call stack`,
    ).catch((error) => {
      throw new Error(`${error.message}; it is ${seen.join(" | ")}`);
    });
  }

  /** Steps back. In older versions of VS Code the button does not take the focus, but the key is ours. */
  async back(): Promise<void> {
    await this.editor.page.keyboard.press("Control+F10");
  }

  async openConsole(): Promise<void> {
    await this.editor.runCommand("Debug Console: Focus on Debug Console View");
    await this.editor.page.locator(".repl .repl-input-wrapper").waitFor();
  }

  /** Evaluates an expression in the debug console and returns its value. */
  async evaluate(expression: string): Promise<string> {
    const { page } = this.editor;
    const before = await this.newestResult();
    await page.keyboard.type(expression);
    // Escape dismisses the completion list.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    let newest = before;
    await until(async () => {
      newest = await this.newestResult();
      return newest.index > before.index;
    }, `the value of ${expression}`);
    return newest.value;
  }

  /**
   * Returns the last result that the console shows; index: its row among all rows, because only visible rows are in the
   * DOM.
   */
  private newestResult(): Promise<{ index: number; value: string }> {
    type Row = {
      getAttribute(name: string): string | null;
      querySelector(selector: string): { textContent: string | null } | null;
    };
    return this.editor.page.locator(".repl .monaco-list-row").evaluateAll((elements) => {
      const found = (elements as unknown as Row[]).flatMap((row) => {
        const value = row.querySelector(".evaluation-result .value")?.textContent;
        return value ? [{ index: Number(row.getAttribute("data-index")), value }] : [];
      });
      return found.sort((a, b) => b.index - a.index)[0] ?? { index: -1, value: "" };
    });
  }

  async checkValues(expected: Record<string, number>): Promise<void> {
    for (const [text, right] of Object.entries(expected)) {
      const shown = Number(await this.evaluate(text));
      assert.ok(Math.abs(shown - right) < 1e-4, `${text}: ${shown} is shown, ${right} is right`);
    }
  }

  async viewMatrix(name: string): Promise<void> {
    const { page, panel } = this.editor;
    await this.editor.runCommand("Matrix Network: View Matrix");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: name }).first().waitFor();
    await page.keyboard.type(name);
    await page.keyboard.press("Enter");
    await panel.locator("canvas.heatmap").waitFor();
  }

  /** Selects the difference in the page of View Matrix, and moves the focus to the matrix. */
  async showDifference(): Promise<void> {
    const { page, panel } = this.editor;
    const shown = panel.getByRole("combobox", { name: "Shown" });
    await shown.focus();
    await until(async () => {
      await page.keyboard.press("ArrowDown");
      return (await shown.evaluate((element) => (element as unknown as { value: string }).value)) === "difference";
    }, "the difference in View Matrix");
    await panel.getByRole("application").focus();
  }

  /** Sets a value in the debugger's Variables view. @param path rows to expand; the last one is set */
  async setVariable(path: string[], value: string): Promise<void> {
    const { page } = this.editor;
    await this.editor.runCommand("Run and Debug: Focus on Variables View");
    await page.keyboard.press("Home");
    const rows = page.locator(".debug-variables .monaco-list-row");
    const focused = page.locator(".debug-variables .monaco-list-row.focused");
    for (const [i, name] of path.entries()) {
      await until(async () => {
        if ((await focused.textContent())?.startsWith(name)) return true;
        await page.keyboard.press("ArrowDown");
        return false;
      }, `${name} among the variables`);
      if (i === path.length - 1) break;
      await until(async () => {
        if (Number(await focused.getAttribute("aria-level")) > i + 1) return true;
        await page.keyboard.press("ArrowRight");
        return false;
      }, `what is in ${name}`);
    }
    await page.keyboard.press("F2");
    await page.locator(".debug-variables .monaco-inputbox input").waitFor();
    await page.keyboard.press("Control+A");
    await page.keyboard.type(value);
    await page.keyboard.press("Enter");
    await rows
      .filter({ hasText: `${path.at(-1)} =${value}` })
      .first()
      .waitFor();
  }
}
