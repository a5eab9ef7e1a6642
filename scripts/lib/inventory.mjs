/**
 * What is shipped: the licences of all works (dist/THIRD-PARTY-NOTICES.txt) and the bill of materials of a .vsix
 * (dist/sbom.cdx.json, CycloneDX). The build lists the packages in dist/packages.json, which is not shipped.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import { npm } from "./dependencies.mjs";
import { thirdPartyNotices } from "./notices.mjs";
import { inRoot, root } from "./paths.mjs";
import { webpWorks } from "./webp.mjs";

/** The icons in webview/ui/codicons: copies, because the package would be installed for a few small files. */
const codicons = {
  name: "@vscode/codicons",
  version: "0.0.45",
  license: "CC-BY-4.0",
  text: `Copyright (c) Microsoft Corporation, https://github.com/microsoft/vscode-codicons
The icons are unchanged. Their licence: Creative Commons Attribution 4.0 International,
https://creativecommons.org/licenses/by/4.0/legalcode`,
};

/** Its source is copied into @modelcontextprotocol/server. */
const contentType = {
  name: "content-type",
  version: "1.0.5",
  license: "MIT",
  holder: "2015 Douglas Christopher Wilson",
};

const others = [...webpWorks, codicons, contentType];

/** dist/data/mnist has its own notice. */
const mnist = { name: "MNIST", license: "CC-BY-SA-3.0", type: "data" };

const list = inRoot("dist/packages.json");

/** Keeps the folders of the bundled packages for the functions below. */
export const keepPackages = (folders) => writeFileSync(list, JSON.stringify([...new Set(folders)].sort(), null, 2));

/** @param added folders of packages that are shipped besides the bundled ones */
export function writeNotices(added = []) {
  writeFileSync(inRoot("dist/THIRD-PARTY-NOTICES.txt"), thirdPartyNotices(foldersWith(added), others));
}

/** The bill: npm's, of what is shipped alone, and the same for the same package-lock.json, without date and random number. */
export function writeSbom(added = []) {
  const shipped = new Set(foldersWith(added).map(reference));
  const { metadata, components, dependencies, ...bill } = npmSbom();
  const { component, ...about } = metadata;
  const { name } = JSON.parse(readFileSync(inRoot("package.json"), "utf8"));
  const own = component["bom-ref"];
  const found = components.filter((each) => shipped.has(each["bom-ref"]));
  const lacking = [...shipped].filter((each) => !found.some((one) => one["bom-ref"] === each));
  if (lacking.length > 0) throw new Error(`npm sbom does not name ${lacking.join(", ")}`);
  const refs = new Set([own, ...shipped]);
  const sbom = {
    ...bill,
    serialNumber: undefined,
    metadata: {
      ...about,
      timestamp: undefined,
      component: { ...component, name, type: "application", description: undefined },
    },
    components: [...found.map(required), ...others.map(componentOf), componentOf(mnist)],
    dependencies: dependencies
      .filter(({ ref }) => refs.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter((each) => refs.has(each)) })),
  };
  writeFileSync(inRoot("dist/sbom.cdx.json"), `${JSON.stringify(sbom, null, 2)}\n`);
}

const foldersWith = (added) => [...JSON.parse(readFileSync(list, "utf8")), ...added];

function reference(folder) {
  const { name, version } = JSON.parse(readFileSync(resolve(root, folder, "package.json"), "utf8"));
  return `${name}@${version}`;
}

function npmSbom() {
  const args = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
  const { status, stdout } = npm(args, { cwd: root, encoding: "utf8", maxBuffer: 1e8, stdio: ["ignore", "pipe", 2] });
  if (status !== 0) throw new Error("npm sbom failed; its messages are above");
  return JSON.parse(stdout);
}

/** Bundled packages are parts, whether package.json names them for development or not. */
const required = ({ properties, ...component }) => ({ ...component, scope: "required" });

const componentOf = ({ name, version, license, type = "library" }) => ({
  type,
  "bom-ref": version ? `${name}@${version}` : name,
  name,
  ...(version && { version }),
  scope: "required",
  licenses: [{ license: { id: license } }],
});
