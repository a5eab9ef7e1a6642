/** Training, `predict` and Try It read an image into the same inputs. */
import assert from "node:assert/strict";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeNpz } from "../../src/formats/npz";
import { readPicture } from "../../src/formats/readPicture";
import { readManifest } from "../../src/runs/manifest";
import { RunServer } from "../../src/trainer/process/serve";
import { predictRun } from "../../src/trainer/results/predictRun";
import { grey, png } from "../formats/pictureFile";
import { finish, Workspace } from "./workspace";

const fixtures = join(__dirname, "../fixtures/pictures");
const files = [
  "cases/phone6.jpg",
  "cases/upright.jpg",
  "cases/seven.png",
  "cases/seven-inverted.png",
  "cases/phone-seven.jpg",
  "cases/red1.jpg",
  "cases/w1.webp",
  "cases/w0.bmp",
  "orientation8.jpg",
  "animated.gif",
];

describe("a picture that is given to a network", () => {
  let workspace: Workspace;
  beforeEach(() => {
    workspace = new Workspace();
  });
  afterEach(() => workspace.remove());

  const options = { checkpoint: "last", stdin: (async function* () {})() } as const;
  const train = async (data: object, outputs = 2) => {
    const layers = [{ units: outputs, activation: "softmax" }];
    const optimizer = { type: "sgd", learningRate: 0.001 };
    const config = { version: 1, data, layers, cost: "cross-entropy", training: { epochs: 1, seed: 1, optimizer } };
    return (await finish({ train: workspace.write(config) })).run;
  };
  /** Checks that the server reads an image as `predict` does, and gives the same answer. */
  const answersAlike = async (run: string, file: string) => {
    const server = new RunServer(run);
    const { values } = await server.readPicture({ bytes: readFileSync(file), name: file });
    const { answers } = await server.activations({ values, at: "now" });
    const { values: predicted } = await predictRun(run, file, options);
    const most = Math.max(...answers.map((answer, i) => Math.abs(answer - predicted[i])));
    assert.ok(most < 1e-6, `${file}: ${most}`);
    return values;
  };

  for (const [colour, wanted] of [
    ["grey", true],
    ["colours", false],
  ] as const) {
    it(`is the same for training, predict and Try It: ${colour}`, async () => {
      for (const name of ["a", "b"]) mkdirSync(join(workspace.path, "p", name), { recursive: true });
      files.forEach((file, i) => {
        cpSync(join(fixtures, file), join(workspace.path, "p", "ab"[i % 2], `${i}${file.slice(-5).replace("/", "")}`));
      });
      const run = await train({ format: "images", path: "p", size: [12, 9], grey: wanted });
      const server = new RunServer(run);
      const { sets, isMnist } = await server.data();
      assert.deepEqual([sets, isMnist], [[{ set: "train", examples: files.length }], false]);
      const trained = new Set<string>();
      for (let index = 0; index < files.length; index++) {
        trained.add((await server.example({ set: "train", index, step: 1, actual: null })).values.join());
      }
      for (const file of files) {
        const values = await answersAlike(run, join(fixtures, file));
        assert.ok(trained.has(values.join()), `${file} is another one than in training`);
      }
    });
  }

  it("may lie in a folder with others, links included; what is not predicted is said", async () => {
    for (const name of ["a", "b"]) {
      mkdirSync(join(workspace.path, "p", name), { recursive: true });
      cpSync(join(fixtures, "cases/seven.png"), join(workspace.path, "p", name, "7.png"));
    }
    const run = await train({ format: "images", path: "p" });
    const folder = join(workspace.path, "new");
    mkdirSync(folder);
    cpSync(join(fixtures, "animated.gif"), join(folder, "1.gif"));
    writeFileSync(join(folder, "notes.txt"), "text");
    writeFileSync(join(folder, "Thumbs.db"), "x");
    symlinkSync(join(workspace.path, "p"), join(folder, "linked"));
    // A cycle of links does not recurse forever.
    symlinkSync(folder, join(folder, "again"));
    const { files, leftOut } = await predictRun(run, folder, options);
    assert.deepEqual(
      files,
      [["1.gif"], ["linked", "a", "7.png"], ["linked", "b", "7.png"]].map((names) => join(folder, ...names)),
    );
    assert.deepEqual(leftOut, [
      "1 file is no readable picture (.txt)",
      "of 1 animated picture only the first frame is read",
    ]);
  });

  it("is turned to the order of a network that learned with the channels first", async () => {
    cpSync(join(__dirname, "../fixtures/new-config/torch-layout.npz"), join(workspace.path, "t.npz"));
    const run = await train({ format: "npz", path: "t.npz", keys: { x: "x", y: "y" } }, 3);
    assert.deepEqual((await readManifest(run)).data.imageShape, [8, 8]);
    const file = join(fixtures, "cases/channels-p.png");
    assert.deepEqual([...(await answersAlike(run, file))], [...readPicture(readFileSync(file)).pixels]);
    // The network takes the three channels of a pixel one after the other.
    const x = Uint8Array.from({ length: 8 * 3 * 25 }, (_, i) => i % 256);
    const y = Uint8Array.from([0, 1, 0, 1, 0, 1, 0, 1]);
    const shape = [8, 3, 5, 5];
    const arrays = new Map([
      ["x", { shape, data: x }],
      ["y", { shape: [8], data: y }],
    ]);
    writeFileSync(join(workspace.path, "c.npz"), writeNpz(arrays));
    const coloured = await train({ format: "npz", path: "c.npz", keys: { x: "x", y: "y" } });
    const same = png(
      5,
      5,
      (row, column) => [0, 25, 50].map((plane) => x[plane + 5 * row + column]) as [number, number, number],
    );
    writeFileSync(join(workspace.path, "c.png"), same);
    const found = await answersAlike(coloured, join(workspace.path, "c.png"));
    assert.deepEqual([...found.subarray(0, 6)], [0, 25, 50, 1, 26, 51]);
    const server = new RunServer(coloured);
    const trained = new Set<string>();
    for (let index = 0; index < 8; index++) {
      trained.add((await server.example({ set: "train", index, step: 1, actual: null })).values.join());
    }
    assert.ok(trained.has(found.join()), "it is another one than in training");
  });

  it("is drawn by hand only for MNIST itself, and a file is given to its network as it is", async () => {
    const limits = { limit: 60, validation: { examples: 10 } };
    const run = await train({ format: "builtin", name: "mnist", ...limits }, 10);
    assert.equal((await new RunServer(run).data()).isMnist, true);
    for (const file of ["cases/seven.png", "cases/seven-inverted.png"]) await answersAlike(run, join(fixtures, file));
  });

  it("is brought to shares of 1 where the network learned from these, and to bytes where it learned from bytes", async () => {
    const picture = png(2, 2, (y, x) => grey(50 * (2 * y + x)));
    writeFileSync(join(workspace.path, "own.png"), picture);
    const shape = [8, 2, 2];
    const bytes = Uint8Array.from({ length: 32 }, (_, i) => (i * 37) % 256);
    const y = { shape: [8], data: Uint8Array.from([0, 1, 0, 1, 0, 1, 0, 1]) };
    const values = async (x: Uint8Array | Float32Array, scaling: string) => {
      writeFileSync(
        join(workspace.path, "x.npz"),
        writeNpz([
          ["x", { shape, data: x }],
          ["y", y],
        ]),
      );
      const run = await train({ format: "npz", path: "x.npz", keys: { x: "x", y: "y" }, scaling, imageShape: [2, 2] });
      return [...(await answersAlike(run, join(workspace.path, "own.png")))];
    };
    const shares = Float32Array.from(bytes, (value) => value / 255);
    const asBytes = [...readPicture(picture).pixels];
    const asShares = [...Float32Array.from(asBytes, (value) => value / 255)];
    for (const scaling of ["unit", "standardize", "minmax"]) assert.deepEqual(await values(bytes, scaling), asBytes);
    for (const scaling of ["standardize", "minmax"]) assert.deepEqual(await values(shares, scaling), asShares);
    const around0 = shares.map((value) => 2 * value - 1);
    for (const [x, scaling] of [
      [around0, "standardize"],
      [shares, "none"],
    ] as const) {
      const message = /own\.png: this run does not record from 0 to what a pixel goes in its inputs; give it an array/;
      await assert.rejects(values(x, scaling), { kind: "data", code: "no-pictures", message });
    }
  });
});
