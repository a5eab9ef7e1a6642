/** The paths of sockets and tokens, who may connect, and what is left behind. */
import assert from "node:assert/strict";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { createServer, type Server } from "node:net";
import { basename, dirname, join } from "node:path";
import { connect } from "../../src/control/client";
import { openSocketFolder, type SocketSystem, socketSystem, tokenFileOf } from "../../src/control/socketFolder";
import { TemporaryFolder } from "../runs/folder";
import { PlayedTraining } from "./training";

describe("the place of a control socket", () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = new TemporaryFolder();
  });
  afterEach(() => folder.remove());

  const system = (changes: Partial<SocketSystem> = {}): SocketSystem => ({
    ...socketSystem(),
    environment: {},
    temporary: folder.path,
    ...changes,
  });
  const own = `matrix-network-${process.getuid?.()}`;
  const open = async (changes: Partial<SocketSystem> = {}) => (await openSocketFolder(system(changes))).folder;

  it("is the user's runtime folder, or else the temporary one", async () => {
    const runtime = join(folder.path, "runtime");
    mkdirSync(runtime);
    assert.equal(await open({ environment: { XDG_RUNTIME_DIR: runtime } }), join(runtime, own));
    assert.equal(await open(), join(folder.path, own));
    // A missing folder, as after `su`, and relative paths, which the specification forbids.
    for (const XDG_RUNTIME_DIR of [join(folder.path, "missing"), "runtime", ""]) {
      assert.equal(await open({ environment: { XDG_RUNTIME_DIR } }), join(folder.path, own));
    }
  });

  it("is /tmp where the path would be too long for a socket", async () => {
    const temporary = join(folder.path, "a".repeat(60));
    mkdirSync(temporary);
    const found = await openSocketFolder(system({ temporary }));
    assert.equal(found.folder, join("/tmp", own));
    assert.ok(Buffer.byteLength(found.addressOf("0123456789ab")) < 100);
  });

  it("is a folder that nobody else can enter", async () => {
    const found = await open();
    assert.equal(statSync(found).mode & 0o777, 0o700);
    chmodSync(found, 0o750);
    await assert.rejects(open(), { code: "control-folder", message: /other users can enter it; run chmod 700/ });
  });

  it("is refused where somebody else made it, or it is a link", async () => {
    await open();
    const link = join(folder.path, "linked");
    mkdirSync(link);
    symlinkSync(join(folder.path, own), join(link, own));
    await assert.rejects(open({ temporary: link }), {
      code: "control-folder",
      message: /does not belong only to this user/,
    });
    const other = (process.getuid?.() ?? 0) + 1;
    mkdirSync(join(link, `matrix-network-${other}`), { mode: 0o700 });
    await assert.rejects(open({ temporary: link, uid: other }), { code: "control-folder", message: /does not belong/ });
  });

  describe("with a training", () => {
    let training: PlayedTraining;
    beforeEach(() => {
      training = new PlayedTraining();
    });
    afterEach(() => training.remove());

    it("holds socket and token for the user alone, and nothing after the end", async () => {
      await training.open();
      const names = training.socketFiles();
      assert.match(names.join(" "), /^([0-9a-f]{12})\.sock \1\.token$/);
      for (const name of names) assert.equal(statSync(join(training.socketFolder, name)).mode & 0o777, 0o600, name);
      await training.server.close();
      assert.deepEqual(training.socketFiles(), []);
    });

    it("is not believed by a client once others can enter it", async () => {
      await training.open();
      chmodSync(training.socketFolder, 0o755);
      await assert.rejects(connect(training.folder, {}, training.system), { code: "control-folder" });
    });

    it("is cleared of what killed trainings left, and of nothing on which somebody listens", async () => {
      const { socketFolder } = training;
      mkdirSync(socketFolder, { mode: 0o700 });
      const file = (name: string) => join(socketFolder, name);
      const servers: Server[] = [];
      const listen = (key: string) =>
        new Promise<void>((resolve) => servers.push(createServer().listen(file(`${key}.sock`), resolve)));
      await listen("aaaaaaaaaaaa");
      for (const name of [
        "bbbbbbbbbbbb.sock",
        "bbbbbbbbbbbb.token",
        "cccccccccccc.token",
        "dddddddddddd.token",
        "notes.txt",
      ])
        writeFileSync(file(name), "");
      for (const name of readdirSync(socketFolder)) if (!name.startsWith("d")) utimesSync(file(name), 1, 1);
      await training.open();
      const kept = training.socketFiles().filter((name) => !training.server.address.includes(name.split(".")[0]));
      assert.deepEqual(kept, ["aaaaaaaaaaaa.sock", "dddddddddddd.token", "notes.txt"]);
      for (const server of servers) server.close();
    });
  });

  describe("on Windows", () => {
    it("is a pipe, with the token in the user's own folder of application data", async () => {
      const training = new PlayedTraining();
      const pipes = new Map<string, string>();
      // A Unix socket of the same name replaces the pipe.
      const pathOf = (address: string) => {
        assert.match(address, /^\\\\\.\\pipe\\matrix-network-[0-9a-f]{12}$/);
        const path = join(training.temporary.path, basename(address.replaceAll("\\", "/")));
        pipes.set(address, path);
        return path;
      };
      const local = join(training.temporary.path, "Local");
      const system = socketSystem();
      Object.assign(training.system, {
        platform: "win32",
        uid: undefined,
        environment: { LOCALAPPDATA: local },
        connect: (address: string) => system.connect(pathOf(address)),
        listen: (server: Server, address: string) => system.listen(server, pathOf(address)),
      } satisfies Partial<SocketSystem>);
      await training.open();
      const { address } = training.server;
      const tokenFile = tokenFileOf(address, training.system) ?? "";
      assert.equal(dirname(tokenFile), join(local, "matrix-network", "sockets"));
      const { channel } = await connect(training.folder, {}, training.system);
      await channel.request("ping", {});
      await training.server.close();
      assert.ok(!existsSync(tokenFile));
      assert.equal(pipes.size, 1);
      await training.remove();
    });
  });
});
