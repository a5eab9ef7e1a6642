/** The structure of the code: no file imports itself through others, and no folder imports one above it. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const root = resolve(__dirname, "../..");
type Graph = Map<string, string[]>;
/** Imports a JavaScript module that the scripts share. */
const load = (name: string) => import(pathToFileURL(join(root, "scripts", "lib", name)).href);

describe("imports", () => {
  let graph: Graph;
  let circles: (graph: Graph) => string[][];
  let folders: { folder: string; rooms?: string[] }[];
  before(async () => {
    const { importGraph, ...rest } = await load("importGraph.mjs");
    circles = rest.circles;
    graph = importGraph("src", "webview");
    ({ folders } = await load("importTable.mjs"));
  });

  it("form no circle, types counted too", () => assert.deepEqual(circles(graph), []));

  it("are all seen: a circle of two and one of three are found, a chain is none", () => {
    const drawn: Graph = new Map(
      Object.entries({ a: ["b"], b: ["a"], c: ["d"], d: ["e"], e: ["c", "f"], f: [], g: ["a"] }),
    );
    assert.deepEqual(circles(drawn), [
      ["a", "b"],
      ["c", "d", "e"],
    ]);
    const count = [...graph.values()].reduce((sum, targets) => sum + targets.length, 0);
    assert.ok(graph.size > 500 && count > 1500, `${graph.size} files, ${count} imports`);
    assert.ok(graph.get("src/index.ts")?.includes("src/core/errors.ts"));
  });

  it("of a room name no room that stands above it", () => {
    const upward: string[] = [];
    for (const { folder, rooms = [] } of folders) {
      const level = (path: string) => {
        const [room, ...rest] = path.startsWith(`${folder}/`) ? path.slice(folder.length + 1).split("/") : [];
        if (rest.length > 0 && rooms.length > 0)
          assert.ok(rooms.includes(room), `${folder}/${room} is no room of the table`);
        return rest.length === 0 ? undefined : rooms.indexOf(room);
      };
      if (rooms.length === 0) continue;
      for (const [file, targets] of graph) {
        const from = level(file);
        if (from === undefined) continue;
        for (const target of targets) if ((level(target) ?? -1) > from) upward.push(`${file} → ${target}`);
      }
    }
    assert.deepEqual(upward, []);
  });

  it("are ruled by one table: biome.json and ARCHITECTURE.md say the same", () => {
    const { status, stderr } = spawnSync(process.execPath, [join(root, "scripts", "imports.mjs"), "--check"], {
      encoding: "utf8",
    });
    assert.equal(status, 0, stderr);
    assert.match(readFileSync(join(root, "ARCHITECTURE.md"), "utf8"), /^\| `src\/core` \|/m);
  });
});
