/** The installed packages are compared with package-lock.json, without network access or installing. */
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const script = pathToFileURL(resolve(__dirname, "../../scripts/lib/dependencies.mjs")).href;

describe("dependencies", () => {
  let whyInstall: (folder: string) => string | undefined;
  let folder: string;

  before(async () => {
    ({ whyInstall } = await import(script));
  });
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "dependencies-"));
    mkdirSync(join(folder, "node_modules"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const lock = (file: string, packages: object) => writeFileSync(join(folder, file), JSON.stringify({ packages }));
  const wanted = (packages: object) => lock("package-lock.json", { "": { name: "x" }, ...packages });
  const installed = (packages: object) => lock("node_modules/.package-lock.json", packages);

  it("are installed where nothing is", () => {
    wanted({ "node_modules/a": { version: "1.0.0" } });
    assert.match(whyInstall(folder) ?? "", /node_modules is not there/);
  });

  it("are left alone where all are there, other platforms' packages aside", () => {
    wanted({ "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "1.0.0", optional: true } });
    installed({ "node_modules/a": { version: "1.0.0" } });
    assert.equal(whyInstall(folder), undefined);
  });

  it("are installed where one is missing", () => {
    wanted({ "node_modules/a": { version: "1.0.0" }, "node_modules/b": { version: "1.0.0" } });
    installed({ "node_modules/a": { version: "1.0.0" } });
    assert.match(whyInstall(folder) ?? "", /^node_modules\/b/);
  });

  it("are installed where one has another version or other contents", () => {
    wanted({ "node_modules/a": { version: "1.0.1", integrity: "x" } });
    installed({ "node_modules/a": { version: "1.0.0", integrity: "x" } });
    assert.match(whyInstall(folder) ?? "", /^node_modules\/a/);
    installed({ "node_modules/a": { version: "1.0.1", integrity: "y" } });
    assert.match(whyInstall(folder) ?? "", /^node_modules\/a/);
  });
});
