/** The universal .vsix: its size, its files, and what its metadata, notices and bill of materials say. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { strFromU8, unzipSync } from "fflate";
import { packedVsix } from "./useVscode";

/** Kinds of files that the extension needs; anything else does not belong into the package. */
const expected = [
  /^\[Content_Types\]\.xml$/,
  /^extension\.vsixmanifest$/,
  /^extension\/(package(\.nls(\.\w+)?)?\.json|readme\.md|changelog\.md|LICENSE\.txt)$/,
  /^extension\/dist\/(webview\/)?[\w-]+\.js$/,
  /^extension\/dist\/webview\/\w+\.css$/,
  /^extension\/dist\/[\w-]+\.wasm$/,
  /^extension\/dist\/(THIRD-PARTY-NOTICES\.txt|sbom\.cdx\.json)$/,
  /^extension\/dist\/data\/mnist\/(NOTICE|[\w-]+\.gz)$/,
  /^extension\/docs\/(lint\.md|images\/[\w-]+\.png)$/,
  /^extension\/(language|l10n|media|schemas)\//,
];
const megabyte = 1e6;

describe("the universal package of the extension", () => {
  let vsix: Buffer;
  before(() => {
    vsix = readFileSync(packedVsix());
  });

  /** Returns the compressed sizes in bytes by file name. */
  function sizes(): Map<string, number> {
    const found = new Map<string, number>();
    unzipSync(vsix, { filter: ({ name, size }) => Boolean(found.set(name, size)) && false });
    return found;
  }

  function read(file: string): string {
    const { [file]: bytes } = unzipSync(vsix, { filter: ({ name }) => name === file });
    assert.ok(bytes, file);
    return strFromU8(bytes);
  }

  it("takes at most 14 MB, and its code at most 2.5 MB", () => {
    const code = [...sizes()].filter(([name]) => !name.includes("/dist/data/"));
    const total = code.reduce((sum, [, size]) => sum + size, 0);
    assert.ok(total > 1.5 * megabyte && total <= 2.5 * megabyte, `the code takes ${total} bytes`);
    assert.ok(vsix.length <= 14 * megabyte, `it takes ${vsix.length} bytes`);
  });

  it("contains what the extension needs, and no native program", () => {
    const names = [...sizes().keys()];
    assert.deepEqual(
      names.filter((name) => !expected.some((kind) => kind.test(name))),
      [],
    );
    for (const kind of expected)
      assert.ok(
        names.some((name) => kind.test(name)),
        String(kind),
      );
  });

  it("lists in its bill of materials the works that its notices name", () => {
    const { bomFormat, components } = JSON.parse(read("extension/dist/sbom.cdx.json"));
    assert.equal(bomFormat, "CycloneDX");
    const notices = [...read("extension/dist/THIRD-PARTY-NOTICES.txt").matchAll(/^-{80}\n(\S+ \S+)/gm)];
    const listed = components.map(({ name, version }: { name: string; version?: string }) => `${name} ${version}`);
    assert.ok(notices.length > 30);
    // MNIST has a notice of its own beside its files.
    assert.deepEqual([...notices.map(([, title]) => title), "MNIST undefined"].sort(), listed.sort());
  });

  it("names everything that a gallery shows", () => {
    const manifest = read("extension.vsixmanifest");
    for (const part of [
      "<License>extension/LICENSE.txt<",
      "<Icon>extension/media/icon.png<",
      "Branding.Color",
      '"Free"',
    ])
      assert.ok(manifest.includes(part), part);
    const [, tags = ""] = /<Tags>(.*)<\/Tags>/.exec(manifest) ?? [];
    assert.ok(tags.includes("neural network") && tags.split(",").length <= 30, tags);
  });
});
