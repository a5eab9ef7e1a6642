/** Before an installation the user is told what is installed, how long it takes, and what only the user can install. */
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const script = (name: string) => import(pathToFileURL(resolve(__dirname, "../../scripts/lib", name)).href);
const server = { what: "a server (3 minutes)" };
const [chromium, vulkan] = [{ debian: "chromium" }, { debian: "libvulkan1" }];

describe("what will be installed", () => {
  let announcement: (items: object[], mayInstall: () => boolean) => string[];
  before(async () => {
    ({ announcement } = await script("missing.mjs"));
  });

  it("is said with every Debian package once, although several stages need it", () => {
    assert.deepEqual(
      announcement([server, chromium, chromium, vulkan, server], () => true),
      [
        "Will be installed on the way:",
        "  a server (3 minutes)",
        "  Debian packages, by apt-get (about a minute): chromium, libvulkan1",
      ],
    );
  });

  it("is left to the person where we may not install packages", () => {
    assert.deepEqual(
      announcement([chromium, vulkan], () => false),
      ["To be installed by you (on Debian: sudo apt-get install chromium libvulkan1), or what needs it is left out."],
    );
  });

  it("is nothing where nothing is missing", () => {
    assert.deepEqual(
      announcement([], () => true),
      [],
    );
  });

  it("is looked for without installing it", async () => {
    const { missingPrograms, missingFiles } = await script("debian.mjs");
    const { missingDependencies } = await script("dependencies.mjs");
    assert.deepEqual(missingPrograms({ node: "nodejs", "no-such-program": "nothing" }), [{ debian: "nothing" }]);
    assert.deepEqual(missingFiles({ [__filename]: "here", "/no/such/file": "there" }), [{ debian: "there" }]);
    const folder = mkdtempSync(join(tmpdir(), "missing-"));
    try {
      writeFileSync(join(folder, "package-lock.json"), '{ "packages": {} }');
      assert.match(missingDependencies(folder)[0].what, /node_modules \(about .* MB\)/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
