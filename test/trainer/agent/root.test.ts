/** The root folder of an agent: paths outside it are refused, however they are written. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isElsewhere, Root } from "../../../src/trainer/agent/root";
import { finish, irisConfig } from "../workspace";

describe("an agent's root folder", () => {
  let folder: string;
  let outside: string;
  let root: Root;
  beforeEach(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), "matrix-network-")));
    outside = realpathSync(mkdtempSync(join(tmpdir(), "matrix-network-")));
    writeFileSync(join(outside, "secret.csv"), "x,y\n1,a\n2,b\n");
    root = new Root(folder);
  });
  afterEach(() => {
    for (const each of [folder, outside]) rmSync(each, { recursive: true, force: true });
  });

  const write = (config: object, name = "iris.network.json") => {
    writeFileSync(join(folder, name), JSON.stringify(config));
    return name;
  };
  const table = (path: string) => irisConfig({ data: { format: "csv", path, label: "y" } });
  const isOutside = { code: "agent-root", exitCode: 2 };

  it("returns paths in it, also of missing files and through links that stay in it", async () => {
    mkdirSync(join(folder, "data"));
    symlinkSync(join(folder, "data"), join(folder, "link"));
    assert.equal(await root.path("link/new/file"), join(folder, "data/new/file"));
    assert.equal(await root.path(join(folder, "data")), join(folder, "data"));
    assert.equal(root.nameOf(join(folder, "data", "file")), "data/file");
  });

  it("refuses paths upwards, absolute ones, and those through a link", async () => {
    symlinkSync(outside, join(folder, "out"));
    symlinkSync(join(outside, "not-there"), join(folder, "dangling"));
    symlinkSync(join(folder, "loop"), join(folder, "loop"));
    for (const path of ["../x", "a/../../x", outside, "out/secret.csv", "out/new", "dangling", "loop", "loop/x"]) {
      await assert.rejects(root.path(path), isOutside, path);
    }
  });

  it("refuses paths to other servers and devices of Windows without a look at them", () => {
    const isRefused = (path: string, from = "C:\\work") => isElsewhere(path, from, "win32");
    for (const path of ["\\\\evil\\share\\x.csv", "//evil/share/x", "\\\\.\\pipe\\x", "\\\\?\\UNC\\evil\\share"]) {
      assert.ok(isRefused(path), path);
    }
    assert.ok(!isRefused("C:\\work\\x.csv") && !isRefused("D:\\x.csv"));
    assert.ok(!isRefused("\\\\lab\\Data\\x.csv", "\\\\LAB\\data\\project"));
    assert.ok(isRefused("\\\\lab\\secret\\x.csv", "\\\\lab\\data"));
    assert.ok(!isElsewhere("//x", "/work", "linux"));
  });

  it("refuses a folder beside it whose name begins with its own", async () => {
    await assert.rejects(root.path(`${folder}-2/file`), isOutside);
  });

  it("refuses a config whose data is outside, also behind a link", async () => {
    symlinkSync(join(outside, "secret.csv"), join(folder, "mine.csv"));
    for (const path of ["mine.csv", join(outside, "secret.csv"), `../${outside.split("/").at(-1)}/secret.csv`]) {
      await assert.rejects(root.config(write(table(path))), isOutside, path);
    }
  });

  it("refuses a folder of pictures that holds a link to outside, at any depth", async () => {
    mkdirSync(join(folder, "pictures", "a"), { recursive: true });
    mkdirSync(join(folder, "others"));
    symlinkSync(join(folder, "others"), join(folder, "pictures", "b"));
    symlinkSync(join(outside, "secret.csv"), join(folder, "others", "1.png"));
    const config = write(irisConfig({ data: { format: "images", path: "pictures" } }));
    await assert.rejects(root.config(config), /: its link 1\.png points outside/);
  });

  it("refuses a config that starts from weights or a run outside", async () => {
    for (const start of [{ weights: join(outside, "w.npz") }, { run: "../elsewhere" }]) {
      await assert.rejects(root.config(write(irisConfig({ training: { start } }))), isOutside);
    }
  });

  it("refuses a config whose runs would be written outside", async () => {
    symlinkSync(outside, join(folder, ".matrix-network"));
    await assert.rejects(root.config(write(irisConfig())), isOutside);
  });

  it("accepts a config in it, and returns one with errors as it is", async () => {
    assert.ok((await root.config(write(irisConfig()))).config);
    assert.equal((await root.config(write({ version: 1 }))).config, undefined);
  });

  it("refuses a run that was trained on data outside, and one with a file that is a link to outside", async () => {
    const data = { format: "csv", path: join(outside, "secret.csv"), label: "y", validation: { examples: 0 } };
    const config = irisConfig({
      data: { ...data, validation: undefined },
      layers: [{ units: 2, activation: "softmax" }],
    });
    const { run } = await finish({ train: join(folder, write(config)) });
    await assert.rejects(root.runWithData(run), isOutside);
    symlinkSync(join(outside, "secret.csv"), join(run, "extra.npz"));
    await assert.rejects(root.run(run), /its link extra\.npz points outside/);
  });
});
