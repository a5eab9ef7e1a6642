/** A training that is handed over to another process, as terminals show it that were attached before. */
import assert from "node:assert/strict";
import { join } from "node:path";
import { requestBasic } from "../../src/control/client";
import { startDetached } from "../../src/control/detached";
import { readEvents } from "../../src/runs/events";
import { bundled } from "../bundled";
import { endless, writes } from "./endless";
import { Terminal } from "./terminal";

describe("a training that is handed over", () => {
  let terminal: Terminal;
  const started: Awaited<ReturnType<Terminal["start"]>>[] = [];
  let script: string;
  before(async () => {
    terminal = new Terminal();
    await bundled("src/cli/main.ts");
    script = await bundled("src/trainer/process/main.ts");
  });
  after(async () => {
    for (const { process, ended } of started) {
      process.kill("SIGKILL");
      await ended;
    }
    terminal.remove();
  });
  const folder = () => join(terminal.path, terminal.run());

  it("is shown to its end by its own terminal, and by one that is attached, when another process goes on with it", async () => {
    terminal.write("iris.network.json", endless);
    const own = await terminal.start("train", "iris.network.json", "--json");
    started.push(own);
    await writes(own.process, /"epoch":2,/);
    const attached = await terminal.start("attach", terminal.run(), "--json");
    started.push(attached);
    await writes(attached.process, /"epoch":2,/);
    const taken = await startDetached({ script, args: ["take", folder()], near: folder() });
    assert.ok("started" in taken, JSON.stringify(taken));
    const next = new RegExp(`"epoch":${taken.started.startEpoch + 3},`);
    await Promise.all([writes(own.process, next), writes(attached.process, next)]);
    await requestBasic(folder(), "stop");
    for (const { code, stdout, stderr } of await Promise.all([own.ended, attached.ended])) {
      assert.equal(code, 0);
      assert.match(stderr, /^(process \d+ continues this training; Ctrl-C detaches from it\n)?$/);
      const heard = stdout.trimEnd().split("\n");
      const kept = heard.filter((line) => !/"type":"(hello|progress)"/.test(line)).map((line) => JSON.parse(line));
      const written = (await readEvents(folder())).map((event) => JSON.parse(JSON.stringify(event)));
      assert.deepEqual(kept, written);
    }
  });
});
