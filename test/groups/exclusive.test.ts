import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { link, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createExclusive, removeTries } from "../../src/groups/exclusive";
import { TemporaryFolder } from "../runs/folder";

describe("a file that one process may create", () => {
  let folder: TemporaryFolder;
  let file: string;
  beforeEach(() => {
    folder = new TemporaryFolder();
    file = join(folder.path, "claim.1");
  });
  afterEach(() => folder.remove());

  const refuse = (code: string) => async () => {
    throw Object.assign(new Error(code), { code, syscall: "link" });
  };

  const tryAll = async (makeLink: typeof link) => {
    const tries = Array.from({ length: 20 }, (_, i) => createExclusive(file, `by ${i}`, { makeLink }));
    const won = (await Promise.all(tries)).flatMap((isOurs, i) => (isOurs ? [i] : []));
    assert.equal(won.length, 1);
    assert.equal(await readFile(file, "utf8"), `by ${won[0]}`);
    assert.deepEqual(readdirSync(folder.path), ["claim.1"]);
  };

  it("is created once, of many that try, and leaves nothing else", () => tryAll(link));
  it("is created once where a file has one name only", () => tryAll(refuse("EPERM")));
  it("is created once on a FAT disk of Windows", () => tryAll(refuse("EISDIR")));

  it("is ours where the server did it and its answer was lost", async () => {
    const makeLink: typeof link = async (from, to) => {
      await link(from, to);
      await refuse("EEXIST")();
    };
    assert.equal(await createExclusive(file, "ours", { makeLink }), true);
    assert.equal(await createExclusive(file, "theirs"), false);
    assert.equal(await readFile(file, "utf8"), "ours");
  });

  it("is tried again where somebody cleaned up meanwhile", async () => {
    let tries = 0;
    const makeLink: typeof link = async (from, to) => {
      if (tries++ === 0) await removeTries(file);
      return link(from, to);
    };
    assert.equal(await createExclusive(file, "ours", { makeLink }), true);
    assert.equal(tries, 2);
    assert.deepEqual(readdirSync(folder.path), ["claim.1"]);
  });

  it("is not ours where whoever made it cleaned up meanwhile", async () => {
    const makeLink: typeof link = async () => {
      await link(await other(), file);
      await removeTries(file);
      await refuse("EEXIST")();
    };
    const other = async () => {
      const from = join(folder.path, "other");
      await writeFile(from, "theirs");
      return from;
    };
    assert.equal(await createExclusive(file, "ours", { makeLink }), false);
    assert.equal(await readFile(file, "utf8"), "theirs");
  });

  it("is an error where it cannot be", async () => {
    await assert.rejects(createExclusive(file, "", { makeLink: refuse("EIO") }), { code: "run-io" });
    await assert.rejects(createExclusive(join(folder.path, "no", "claim.1"), ""), { code: "run-missing" });
    assert.deepEqual(readdirSync(folder.path), []);
  });
});
