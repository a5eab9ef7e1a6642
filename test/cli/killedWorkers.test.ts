/** Workers killed at random moments: each trial has one result, and all results are those of an undisturbed sweep. */
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { RandomStream } from "../../src/core/random";
import { listTrials } from "../../src/groups/trials";
import { createSweep } from "../../src/trainer/group/createSweep";
import { GroupWorker } from "../../src/trainer/group/worker";
import { amount, firstSeed, fullOf, isSoak, recorded } from "../soak";
import { identityOf, irisSweep } from "../trainer/group/sweeps";
import { Terminal } from "./terminal";

const kills = amount(fullOf("killed-workers"));
const trials = amount(2000);
const workers = isSoak ? 20 : 6;
const seed = firstSeed();

describe("a sweep whose workers are killed", function () {
  this.timeout(isSoak ? 3_600_000 : 300_000);
  let terminal: Terminal;
  before(() => {
    terminal = new Terminal();
  });
  after(() => terminal.remove());

  it(`comes out as one worker alone: ${trials} trials, ${workers} workers, ${kills} kills from seed ${seed}`, () =>
    recorded("killed-workers", kills, async (held) => {
      const random = new RandomStream(seed, "sample");
      const search = { type: "random", trials, generation: 2 * workers, seed: 1 };
      const config = irisSweep({ training: { epochs: 3 }, sweep: { search } });
      terminal.write("iris.network.json", config);
      const started = await terminal.start("sweep", "iris.network.json", "--workers", String(workers));
      let isEnded = false;
      const left = started.ended.finally(() => {
        isEnded = true;
      });
      const parent = join(terminal.path, ".matrix-network", "iris");
      const group = () => join(parent, readdirSync(parent).find((name) => name.startsWith("sweep-")) ?? "");
      let killed = 0;
      const over = new Set<string>();
      // Spreads the kills over the trials, so that there is room for all of them.
      for (let next = 0; killed < kills && !isEnded; await setTimeout(1)) {
        const found = existsSync(parent) ? claimsIn(group(), over) : { begun: 0, pids: [] };
        if (found.begun < next || found.pids.length === 0) continue;
        await setTimeout(random.uniform(2 * killed) * 20);
        const pid = found.pids[Math.floor(random.uniform(2 * killed + 1) * found.pids.length)];
        if (!kill(pid)) continue;
        killed++;
        next = (killed * trials) / (kills + 2);
      }
      const { code, stdout, stderr } = await left;
      assert.deepEqual({ code, stderr, killed }, { code: 0, stderr: "", killed: kills });
      assert.match(stdout, /^over: [\d,]+ trials done/m);
      const ended = (await listTrials(group())).filter(({ result }) => result);
      assert.deepEqual(
        ended.map(({ proposal }) => proposal.trial),
        Array.from({ length: trials }, (_, i) => i),
      );
      const files = readdirSync(group(), { recursive: true, encoding: "utf8" });
      assert.deepEqual(
        files.filter((name) => /(^|[\\/])\./.test(name)),
        [],
      );
      const alone = await createSweep(join(terminal.path, "iris.network.json"), {
        runsDir: join(terminal.path, "alone"),
      });
      await new GroupWorker(alone).run();
      assert.deepEqual(identityOf(group()), identityOf(alone));
      held(killed);
    }));
});

/**
 * Returns how many trials were begun, and the pids of those in training.
 * @param over trials that have a result; trials found to have one are added
 */
function claimsIn(group: string, over: Set<string>): { begun: number; pids: number[] } {
  const folder = join(group, "trials");
  if (!existsSync(folder)) return { begun: 0, pids: [] };
  const names = readdirSync(folder);
  const open = names.filter((name) => !over.has(name));
  const pids = open.flatMap((name) => {
    const files = readdirSync(join(folder, name));
    if (files.includes("result.json")) over.add(name);
    const attempt = Math.max(0, ...files.map((file) => Number(/^claim\.(\d+)$/.exec(file)?.[1] ?? 0)));
    if (attempt === 0 || over.has(name)) return [];
    return [JSON.parse(readFileSync(join(folder, name, `claim.${attempt}`), "utf8")).pid as number];
  });
  return { begun: names.length, pids };
}

/** Returns false if the process has already exited. */
function kill(pid: number): boolean {
  try {
    return process.kill(pid, "SIGKILL");
  } catch {
    return false;
  }
}
