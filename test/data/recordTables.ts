/** A folder for each test, with tables whose column `kind` is predicted. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { dataSchema } from "../../src/config/schema/data";
import { loadData } from "../../src/data/load";
import { Folder } from "./folder";

export const fixtures = join(__dirname, "../fixtures");

/** Makes the folder before each test of the present suite, and removes it after. */
export function recordTables() {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  const load = (more: object) => {
    const config = dataSchema.parse({ label: "kind", scaling: "none", missing: "mean", ...more });
    return loadData(config, { baseDir: folder.path, seed: 1 });
  };
  const write = (name: string, text: string | Uint8Array) => folder.write({ [name]: Buffer.from(text) });
  const fixture = (name: string) => write(name.split("/")[1], readFileSync(join(fixtures, name)));
  /** Loads a table and removes the hash and format of its file. */
  const table = async (more: object) => {
    const { sha256: _, reading: __, tables: ___, ...rest } = await load(more);
    return rest;
  };
  const refuses = (more: object, code: string, message: string | RegExp) =>
    assert.rejects(load(more), { code, message });
  return { path: () => folder.path, load, write, fixture, table, refuses };
}
