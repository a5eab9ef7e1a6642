/** A training whose process speaks another protocol version cannot be followed, but can be stopped. */
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import * as vscode from "vscode";
import { FramedSocket } from "../../src/control/framedSocket";
import { decodeBody } from "../../src/control/frames";
import { openSocketFolder, socketSystem, tokenFileOf } from "../../src/control/socketFolder";
import { Lock } from "../../src/runs/lock";
import { FakePage } from "./fakePage";
import { activate, config, placeGoldenRun, tidy, until } from "./parts";

describe("a training of another version of the extension", () => {
  afterEach(tidy);

  it("is not followed, and is offered to be stopped in the tree and in the panel, until it has ended", async () => {
    const { networks, running, tree, trainings } = await activate();
    const folder = placeGoldenRun();
    const metrics = join(folder, "metrics.jsonl");
    const lines = readFileSync(metrics, "utf8").split("\n");
    writeFileSync(metrics, `${lines.filter((line) => line !== "" && !line.includes('"done"')).join("\n")}\n`);
    const other = await OtherVersion.train(folder);
    const item = async () => {
      const top = await tree.getChildren();
      const iris = top.find((node) => node.kind === "network" && node.network.config.fsPath === config("iris").fsPath);
      const [run] = await tree.getChildren(iris);
      return { run, ...tree.getTreeItem(run) };
    };
    try {
      await networks.refresh();
      await running.search();
      await until("it to be known", () => networks.run(folder)?.onlyStops);
      assert.deepEqual([trainings.atWork, (await item()).contextValue], [[], "run.running.other"]);
      const page = await FakePage.of(folder);
      page.say({ type: "ready" });
      const { can } = await page.next("state", ({ can }) => can.stop);
      assert.deepEqual(can, { stop: true, pause: false, continue: false, resumeRun: false });
      await vscode.commands.executeCommand("matrixNetwork.stop", folder);
      await vscode.commands.executeCommand("matrixNetwork.stop", (await item()).run);
      await vscode.commands.executeCommand("matrixNetwork.stop");
      assert.deepEqual(other.asked, ["stop", "stop", "stop"]);
      await page.close();
    } finally {
      await other.end();
    }
    await until("the end to be known", () => networks.run(folder)?.state === "crashed");
    assert.deepEqual([networks.run(folder)?.onlyStops, (await item()).contextValue], [undefined, "run.crashed"]);
  });
});

/** A control socket that speaks another version of the protocol; its process is this one. */
class OtherVersion {
  private constructor(
    private readonly lock: Lock,
    private readonly server: Server,
    private readonly token: string,
    readonly asked: readonly string[],
  ) {}

  static async train(folder: string): Promise<OtherVersion> {
    const places = socketSystem();
    const address = (await openSocketFolder(places)).addressOf(randomBytes(6).toString("hex"));
    const token = tokenFileOf(address, places) as string;
    const asked: string[] = [];
    const server = createServer((socket) => {
      const client = new FramedSocket(socket, decodeBody);
      const hello = { type: "hello", protocol: 999, version: "9.9.9", metricsBytes: 0, run: folder };
      client.onMessage((message) => {
        const { id, name } = message as { id?: number; name?: string };
        if (name) asked.push(name);
        client.sendJson(id === undefined ? hello : { type: "response", id, result: {} });
      });
    });
    await new Promise<void>((resolve) => server.once("listening", resolve).listen(address));
    writeFileSync(token, "any");
    const lock = await Lock.take(folder);
    await lock.announce(address);
    return new OtherVersion(lock, server, token, asked);
  }

  async end(): Promise<void> {
    await this.lock.release();
    this.server.close();
    rmSync(this.token, { force: true });
  }
}
