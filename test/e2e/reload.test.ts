/**
 * A window that is reloaded during a training: the same training continues and is shown again with its whole history.
 * Its final weights are those of an undisturbed run.
 */
import assert from "node:assert/strict";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { join } from "node:path";
import { connect } from "../../src/control/client";
import { readCheckpoint } from "../../src/runs/checkpoint";
import { readEvents } from "../../src/runs/events";
import { isAlive } from "../isAlive";
import { amount, fullOf, recorded } from "../soak";
import { train } from "./commandLine";
import { digitsOnWasm } from "./configs";
import { epochCount, moreEpochsThan, trainFromPalette } from "./runPanel";
import { until } from "./until";
import { useVscode } from "./useVscode";

const reloads = amount(fullOf("reloads"));

describe("a window that is reloaded while a network trains", () => {
  const vscode = useVscode();

  it(`finds the training again ${reloads} times, and no bit is other than without`, function () {
    this.timeout((reloads + 1) * 240_000);
    return recorded("reloads", reloads, async (held) => {
      const editor = await vscode.show({ stem: "undisturbed", config: digitsOnWasm(100_000) });
      const { folder, panel } = editor;
      // The grace period is not tested here, and a busy machine may take longer.
      mkdirSync(join(folder, ".vscode"), { recursive: true });
      writeFileSync(join(folder, ".vscode", "settings.json"), JSON.stringify({ "matrixNetwork.onClose": "continue" }));
      await trainFromPalette(editor);
      await moreEpochsThan(0, editor);
      const runs = join(folder, ".matrix-network", "undisturbed");
      const [id] = readdirSync(runs);
      const run = join(runs, id);
      const pid = pidOf(run);
      // It trains in the processor time that the windows leave: every epoch is trained a second time below.
      setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
      await editor.untilEditorsAreSaved(`.matrix-network/undisturbed/${id}`);
      for (let i = 0; i < reloads; i++) {
        const before = await epochCount(editor);
        await editor.load();
        await panel.locator(".state.running").waitFor();
        await moreEpochsThan(before, editor);
        assert.equal(pidOf(run), pid, "another process trains it");
        await editor.page.locator(".statusbar", { hasText: /epoch \d+/ }).waitFor();
      }
      const epochs = await endSoon(run);
      await panel.locator(".state.completed").waitFor();
      await until(async () => (await epochCount(editor)) === epochs, `the ${epochs} epochs in the table`);
      await until(async () => !isAlive(pid), "the training's process to leave");
      const trained = (await readEvents(run)).flatMap((event) => (event.type === "epoch" ? [event.epoch] : []));
      assert.deepEqual(
        trained,
        Array.from({ length: epochs }, (_, i) => i + 1),
      );

      writeFileSync(join(folder, "alone.network.json"), digitsOnWasm(epochs));
      await train(folder, "alone.network.json");
      const [other] = readdirSync(join(folder, ".matrix-network", "alone"));
      const alone = await readCheckpoint(join(folder, ".matrix-network", "alone", other, "last.npz"));
      const reloaded = await readCheckpoint(join(run, "last.npz"));
      assert.equal(reloaded.state.step, alone.state.step);
      assert.deepEqual(reloaded.arrays, alone.arrays);
      held(reloads);
    });
  });
});

/** Ends the run with the epoch after the present one. @returns the last epoch */
async function endSoon(run: string): Promise<number> {
  const connection = await connect(run);
  try {
    // It must not pass its last epoch before it knows that it is the last.
    await connection.channel.request("pause", {});
    const trained = (await readEvents(run)).findLast((event) => event.type === "epoch");
    const epochs = (trained?.type === "epoch" ? trained.epoch : 0) + 2;
    await connection.channel.request("apply", { path: "training.epochs", value: epochs });
    await connection.channel.request("resume", {});
    return epochs;
  } finally {
    connection.close();
  }
}

const pidOf = (run: string) => (JSON.parse(readFileSync(join(run, "lock"), "utf8")) as { pid: number }).pid;
