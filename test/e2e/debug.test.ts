/** A training in the debugger of the packaged extension, by keyboard: what it shows is what the reference backend computes. */
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

/** 12 minibatches an epoch. */
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

  it("stops at a condition, shows what the reference backend computes, goes back and on to the end", async () => {
    const editor = await vscode.show({ stem: "debugged", config });
    const session = new DebugSession(editor);
    await session.addConditionalBreakpoint(batchSizeLine, "epoch == 2 && batch == 1 && norm(W1) > 0");
    await editor.page.keyboard.press("F5");
    const here = ["minibatch 1 of 12", "epoch 2 of 4"];
    await session.stoppedAt("read the minibatch", ...here);
    // Over the last operation of the epoch before, and forward again.
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
    for (const [text, expected] of Object.entries(await referenceOf(run, batches))) {
      const shown = Number(await session.evaluate(text));
      assert.ok(Math.abs(shown - expected) < 1e-4, `${text}: ${shown} is shown, ${expected} is right`);
    }
    await editor.runCommand("Remove All Breakpoints");
    await editor.page.keyboard.press("F5");
    await editor.page.locator(".debug-toolbar").waitFor({ state: "hidden" });
    const events = await readEvents(run, ["epoch", "done"]);
    assert.deepEqual(
      events.map((event) => (event.type === "epoch" ? event.epoch : event.type)),
      [1, 2, 3, 4, "done"],
    );
  });
});

/** What there is in the minibatch after so many, computed by the reference backend from the seed on. */
async function referenceOf(run: string, done: number): Promise<Record<string, number>> {
  const { manifest, dataset } = await loadRecordedRun(run);
  const backend = new ReferenceBackend();
  const network = buildNetwork(backend, manifest.config, dataset.inputs, manifest.config.training.batchSize);
  await network.initialize();
  const training = new Training(network, backend, dataset.train, dataset.classWeights, manifest.config);
  for (let i = 0; i < done; i++) {
    if (training.position.batch === batches) training.nextEpoch();
    await training.train(1);
  }
  if (training.position.batch === batches) training.nextEpoch();
  await training.gradientAhead();
  const { pass, layers } = network;
  const at = async (matrix: Matrix, row: number, column: number) =>
    (await backend.read(matrix))[row * matrix.columns + column];
  return {
    "W1[2,3]": await at(layers[0].W, 2, 3),
    "b2[1]": await at(layers[1].b, 0, 1),
    "z0[4,1]": await at(pass.inputs, 4, 1),
    "s1[9,5]": await at(pass.layers[0].s, 9, 5),
    "z2[0,2]": await at(pass.layers[1].z, 0, 2),
    "delta1[3,0]": await at(pass.errors(0).delta, 3, 0),
  };
}

function newestRun(folder: string): string {
  const runs = join(folder, ".matrix-network", "debugged");
  return join(runs, readdirSync(runs).sort().at(-1) as string);
}

/** What a person does in the debugger. */
class DebugSession {
  constructor(private readonly editor: Editor) {}

  async addConditionalBreakpoint(line: number, condition: string): Promise<void> {
    const { page } = this.editor;
    await page.keyboard.press("Control+G");
    await page.locator(".quick-input-widget input[type=text]").fill(`:${line}`);
    await page.keyboard.press("Enter");
    await this.editor.runCommand("Debug: Add Conditional Breakpoint...");
    await page.locator(".breakpoint-widget .monaco-editor.focused").waitFor();
    await page.keyboard.type(condition);
    await page.keyboard.press("Enter");
    await page
      .locator(".codicon-debug-breakpoint-conditional, .codicon-debug-breakpoint-conditional-unverified")
      .first()
      .waitFor();
  }

  /** The frames of the call stack, the innermost first. */
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

  /** The command palette does not have it, and it has no key: Enter on its button. */
  async back(): Promise<void> {
    const { page } = this.editor;
    await page.locator(".debug-toolbar .codicon-debug-step-back").focus();
    await page.keyboard.press("Enter");
  }

  async openConsole(): Promise<void> {
    await this.editor.runCommand("Debug Console: Focus on Debug Console View");
    await this.editor.page.locator(".repl .repl-input-wrapper").waitFor();
  }

  /** In the debug console. */
  async evaluate(expression: string): Promise<string> {
    const { page } = this.editor;
    const results = page.locator(".repl .evaluation-result");
    const before = await results.count();
    await page.keyboard.type(expression);
    // What completion offers is left.
    await page.keyboard.press("Escape");
    await page.keyboard.press("Enter");
    await until(async () => (await results.count()) > before, `the value of ${expression}`);
    return (await results.last().locator(".value").textContent()) ?? "";
  }
}
