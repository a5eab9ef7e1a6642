/** Folders of images as users have them: splits, links, stray files, mixed formats; skipped files are reported. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { checkConfig } from "../../src/config/check/check";
import { dataSchema } from "../../src/config/schema/data";
import { readImagesSource } from "../../src/data/imagesSource";
import { loadData } from "../../src/data/load";
import type { LeftOut, Source } from "../../src/data/source";
import { suggestConfig } from "../../src/trainer/check/suggestConfig";
import { grey, png } from "../formats/pictureFile";
import { Folder } from "./folder";

const fixture = (name: string) => readFileSync(join(__dirname, "../fixtures/pictures", name));
const one = (value: number) => png(1, 1, () => grey(value));

describe("folders of pictures", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  const write = (files: Record<string, Uint8Array | string>) => {
    for (const [name, bytes] of Object.entries(files)) {
      mkdirSync(join(folder.path, dirname(name)), { recursive: true });
      writeFileSync(join(folder.path, name), bytes);
    }
  };
  const config = (more: object) => {
    const parsed = dataSchema.parse({ format: "images", path: "p", ...more });
    assert.ok(parsed.format === "images");
    return parsed;
  };
  const read = (more: object = {}, rules: 1 | 2 = 2): Promise<Source> =>
    readImagesSource(config(more), folder.path, { rules });
  const whys = ({ leftOut }: { leftOut?: LeftOut | undefined }) => leftOut?.why.join("\n") ?? "";

  describe("train/ and test/", () => {
    beforeEach(() =>
      write({
        "p/train/blue/0.png": one(1),
        "p/train/blue/1.png": one(2),
        "p/train/red/0.png": one(3),
        "p/test/blue/0.png": one(4),
        "p/test/red/0.png": one(5),
      }),
    );

    it("are a split, and the classes are in them", async () => {
      const { classNames, train, test, validation, leftOut, sha256 } = await read();
      assert.deepEqual(classNames, ["blue", "red"]);
      assert.deepEqual(
        [[...train.values], [...train.labels]],
        [
          [1, 2, 3],
          [0, 0, 1],
        ],
      );
      assert.deepEqual(
        [[...(test?.values ?? [])], [...(test?.labels ?? [])]],
        [
          [4, 5],
          [0, 1],
        ],
      );
      assert.deepEqual([validation, leftOut], [undefined, undefined]);
      assert.deepEqual(Object.keys(sha256), [join("p", "train"), join("p", "test")]);
    });

    it("were classes for version 0.1.0, whose runs are read so again", async () => {
      const message = /contains no pictures/;
      await assert.rejects(read({}, 1), { code: "no-examples", message });
      write({ "p/train/x.png": one(1), "p/test/x.png": one(2) });
      assert.deepEqual((await read({}, 1)).classNames, ["test", "train"]);
    });

    it("may have val/ beside them, to validate on unless the config says otherwise", async () => {
      write({ "p/Validation/red/0.png": one(6) });
      const data = await loadData(config({}), { baseDir: folder.path, seed: 1 });
      assert.deepEqual([data.train.count, data.validation?.count, data.test?.count], [3, 1, 2]);
      assert.deepEqual([data.validation?.values[0], data.validation?.targets[0]], [6, 1]);
      const drawn = await read({ validation: { examples: 1 } });
      assert.equal(drawn.validation, undefined);
      assert.equal(drawn.leftOut?.files, 1);
      assert.match(
        whys(drawn),
        /^1 picture of .*Validation: data\.validation selects the validation examples; remove it/,
      );
    });

    it("may have others beside them, which are left out and counted", async () => {
      write({ "p/pred/0.png": one(7), "p/pred/1.png": one(8), "p/loose.png": one(9), "p/readme.txt": "text" });
      const source = await read();
      assert.equal(source.train.count, 3);
      assert.equal(source.leftOut?.files, 4);
      assert.match(whys(source), /2 pictures of .*pred, beside .*train and .*test/);
      assert.match(whys(source), /1 picture beside the folders of the classes, such as loose\.png/);
    });

    it("are refused where a class of the test has no pictures to learn from", async () => {
      write({ "p/test/green/0.png": one(9) });
      await assert.rejects(read(), { code: "images-classes", message: /the folder green is not a class of .*train/ });
    });

    it("are classes where pictures lie in them, or the config calls them so", async () => {
      write({ "q/train/0.png": one(1), "q/test/0.png": one(2), "q/bus/0.png": one(3) });
      assert.deepEqual((await read({ path: "q" })).classNames, ["bus", "test", "train"]);
    });
  });

  describe("links", () => {
    beforeEach(() =>
      write({
        "p/cat/0.png": one(1),
        "p/dog/0.png": one(2),
        "elsewhere/birds/0.png": one(3),
        "elsewhere/x.png": one(4),
      }),
    );
    const link = (target: string, name: string) => symlinkSync(join(folder.path, target), join(folder.path, name));

    it("to the folder of a class and to a picture are followed", async () => {
      link("elsewhere/birds", "p/bird");
      link("elsewhere/x.png", "p/cat/1.png");
      const { classNames, train } = await read();
      assert.deepEqual(classNames, ["bird", "cat", "dog"]);
      assert.deepEqual([...train.values], [3, 1, 4, 2]);
      assert.deepEqual((await read({}, 1)).classNames, ["cat", "dog"]);
    });

    it("that lead nowhere are refused by name", async () => {
      link("elsewhere/fish", "p/fish");
      await assert.rejects(read(), { kind: "data", message: /p.fish: a broken link \(ENOENT\)/ });
    });

    it("to a device, and pipes, are refused at once", async () => {
      symlinkSync("/dev/zero", join(folder.path, "p/cat/1.png"));
      for (const rules of [1, 2] as const) {
        await assert.rejects(read({}, rules), {
          kind: "data",
          message: /p.cat.1\.png: not an ordinary file; remove it/,
        });
      }
      execFileSync("mkfifo", [join(folder.path, "p/cat/0a.png")]);
      await assert.rejects(read(), { kind: "data", message: /p.cat.0a\.png: not an ordinary file/ });
    });
  });

  it("are passed over by what other programs leave in them", async () => {
    write({
      "p/cat/1.png": one(1),
      "p/dog/1.png": one(2),
      "p/Thumbs.db": "x",
      "p/cat/desktop.ini": "x",
      "p/cat/.DS_Store": "x",
      "p/cat/._1.png": "x",
      "p/__MACOSX/cat/._1.png": "x",
      "p/.ipynb_checkpoints/1.png": one(9),
      "p/@eaDir/1.png": one(9),
    });
    const { classNames, train, leftOut } = await read();
    assert.deepEqual([classNames, train.count, leftOut], [["cat", "dog"], 2, undefined]);
  });

  it("say how many files are left out, and why", async () => {
    write({
      "p/cat/1.png": one(1),
      "p/cat/list.csv": "a,b",
      "p/cat/notes.txt": "text",
      "p/cat/phone.HEIC": "x",
      "p/cat/.hidden.png": one(1),
      "p/cat/more/2.png": one(1),
      "p/dog/1.png": one(2),
      "p/dog/scan.tiff": "x",
      "p/dog/scan2.tiff": "x",
      "p/hare/1.avif": "x",
    });
    const source = await read();
    assert.equal(source.train.count, 2);
    assert.equal(source.leftOut?.files, 8);
    assert.deepEqual(
      source.leftOut?.why.map((line) => line.replaceAll("\\", "/")),
      [
        "1 picture of p/cat/more, a folder inside that of the class; move them up into p/cat",
        "there is no readable picture of the class hare",
        "4 files are in a format that is not supported (.tiff, .heic, .avif); save them as PNG or JPEG",
        "2 files are no readable pictures (.csv, .txt)",
        "1 file is hidden: the name starts with a dot (.hidden.png)",
      ],
    );
  });

  it("hold pictures of other kinds, and under other names", async () => {
    write({
      "p/a/1.png": png(8, 8, () => grey(50)),
      "p/a/2.webp": fixture("cases/w1.webp"),
      "p/a/3.bmp": fixture("cases/w0.bmp"),
      "p/b/gif.jpg": fixture("still.gif"),
      "p/b/animated.gif": fixture("animated.gif"),
      "p/b/without-ending": fixture("still.gif"),
    });
    const source = await read();
    assert.deepEqual([...source.train.labels], [0, 0, 0, 1, 1, 1]);
    assert.equal(source.leftOut?.files, 0);
    assert.match(whys(source), /of 1 animated picture only the first frame is read/);
    assert.match(whys(source), /the colours of [45] pictures, because the first picture is grey;/);
    assert.doesNotMatch(whys(await read({ grey: true })), /colours/);
    // The first pixel as Pillow reads it.
    const coloured = await read({ grey: false });
    assert.deepEqual([...coloured.train.values.subarray(192, 195)], [131, 196, 11]);
    assert.deepEqual([...coloured.train.values.subarray(384, 387)], [247, 118, 3]);
  });

  it("hold photos that are stored turned, and are learned from as they are seen", async () => {
    write({ "p/a/1.jpg": fixture("cases/upright.jpg"), "p/b/1.jpg": fixture("cases/phone6.jpg") });
    const halves = ({ train }: Source) => {
      const values = [...train.values.subarray(0, 2 * 576)];
      return [values.slice(0, 576), values.slice(576)];
    };
    const [upright, turned] = halves(await read());
    assert.ok(upright.every((value, i) => Math.abs(value - turned[i]) <= 24));
    const [, asStored] = halves(await read({}, 1));
    assert.ok(upright.some((value, i) => Math.abs(value - asStored[i]) > 100));
  });

  it("hold JPEGs that are stored as red, green and blue", async () => {
    write({ "p/a/1.jpg": fixture("cases/red1.jpg"), "p/b/1.jpg": fixture("cases/blue1.jpg") });
    const { values } = (await read()).train;
    assert.deepEqual([...values.subarray(0, 3), ...values.subarray(192, 195)], [255, 0, 0, 0, 0, 254]);
    assert.notDeepEqual([...(await read({}, 1)).train.values.subarray(0, 3)], [255, 0, 0]);
  });

  it("are refused by name where a file is empty, or is larger than any picture", async () => {
    write({ "p/a/1.png": one(1), "p/b/empty.jpg": fixture("cases/gif.jpg") });
    await assert.rejects(read(), {
      kind: "data",
      message: /p.b.empty\.jpg: the GIF picture is damaged; save it again/,
    });
    write({ "p/b/empty.jpg": "" });
    await assert.rejects(read(), {
      kind: "data",
      message: /p.b.empty\.jpg: the file is empty; copy it again or remove/,
    });
    truncateSync(join(folder.path, "p/b/empty.jpg"), 2 ** 28 + 1);
    await assert.rejects(read(), { kind: "data", message: /empty\.jpg: 256 MB are too large for a picture/ });
  });

  it("are refused before anything is read where the size is beyond all bounds", async () => {
    write({ "p/a/1.png": one(1), "p/b/1.png": one(2) });
    for (const side of [40_000, 1_000_000]) {
      const message = /^data\.size: \d+ × \d+ pixels are too many inputs \(16 million at most\); set a smaller one/;
      await assert.rejects(read({ size: [side, side] }), { kind: "config", code: "images-size", message });
    }
    for (let i = 0; i < 256; i++) write({ [`p/a/${i}.png`]: one(3) });
    await assert.rejects(read({ size: [4096, 4096] }), {
      kind: "config",
      message: /257 pictures of 4096 × 4096 × 1 need/,
    });
  });

  it("are validated on val/ by a new config, which no finding is about", async () => {
    for (const part of ["train", "val"]) {
      for (let i = 0; i < 3; i++) write({ [`p/${part}/a/${i}.png`]: one(0), [`p/${part}/b/${i}.png`]: one(200 + i) });
    }
    const { text } = await suggestConfig(join(folder.path, "p"), folder.path);
    assert.doesNotMatch(text, /"validation"/);
    const checked = checkConfig(text);
    const facts = (validation: number) => ({
      inputs: 784,
      classes: 2,
      task: "classification" as const,
      examples: { train: 6, validation, test: 0 },
    });
    assert.ok(checked.config);
    const codes = (findings: readonly { code: string }[]) => findings.map(({ code }) => code);
    assert.ok(!codes(checked.findings).some((code) => code.includes("validation")));
    assert.ok(!codes(checked.againstData(checked.config, facts(6))).some((code) => code.includes("validation")));
    // Without validation images it is a finding.
    assert.ok(codes(checked.againstData(checked.config, facts(0))).includes("no-validation"));
    const watching = checkConfig(text.replace(/"bestMetric": "cost".*/, `"earlyStopping": {}`));
    assert.ok(watching.config?.training.earlyStopping);
    assert.ok(!codes(watching.againstData(watching.config, facts(6))).some((code) => code.includes("validation")));
    const without = codes(watching.againstData(watching.config, facts(0)));
    assert.ok(without.includes("early-stopping-validation"), without.join());
  });

  it("are named where all classes lie one folder deeper", async () => {
    write({ "p/inner/a/1.png": one(1), "p/inner/b/1.png": one(2) });
    await assert.rejects(read(), {
      code: "images-classes",
      message: /its only folder contains .*; set data\.path to p.inner$/,
    });
  });
});
