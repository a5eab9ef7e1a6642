import assert from "node:assert/strict";
import { leftOutOf } from "../../src/data/leftOut";
import { summarize } from "../../src/data/summary";
import { noticed, translated } from "../../src/messages";
import { germanTexts } from "../../src/messages/de";
import { writeIdx } from "../formats/idxFile";
import { Folder, labels, pictures } from "./folder";

describe("the summary of data", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  it("counts examples, classes, range and density before scaling", async () => {
    folder.write({ "images.idx": pictures(8), "labels.idx": labels(8) });
    const { text, said, ...summary } = summarize(
      await folder.load({ validation: { examples: 2 }, test: { examples: 1 } }),
    );
    assert.deepEqual(summary, {
      examples: { train: 5, validation: 2, test: 1 },
      inputs: 4,
      imageShape: [2, 2],
      classes: [
        { name: "0", train: 2, validation: 1, test: 0 },
        { name: "1", train: 2, validation: 0, test: 1 },
        { name: "2", train: 1, validation: 1, test: 0 },
      ],
      minimum: 0,
      maximum: 19,
      density: 0.95,
      scaledAs: "unit",
      shared: 0,
    });
    assert.equal(
      text,
      "5 training, 2 validation, 1 test examples; 4 inputs (2 × 2) from 0 to 19, 95% not zero, divided by 255; 3 classes of 1 to 2 training examples",
    );
    assert.equal(
      translated({ message: text, ...said }, germanTexts),
      "5 Trainings-, 2 Validierungs- und 1 Testbeispiele; 4 Eingaben (2 × 2) von 0 bis 19, 95 % ungleich null, durch 255 geteilt; 3 Klassen mit 1 bis 2 Trainingsbeispielen",
    );
  });

  it("counts validation examples that stand among the training examples too, each as often as it is there", async () => {
    // The last four are the validation set: one is new, two equal the first, and one equals it but for its label.
    folder.write({
      "images.idx": writeIdx("u1", [7, 2], [1, 2, 3, 4, 5, 6, 1, 2, 7, 8, 1, 2, 1, 2]),
      "labels.idx": writeIdx("u1", [7], [0, 1, 0, 0, 0, 0, 1]),
    });
    assert.equal(summarize(await folder.load({ validation: { examples: 4 } })).shared, 2);
  });

  it("says what was left out of the examples", async () => {
    folder.write({ "images.idx": pictures(8), "labels.idx": labels(8) });
    const row = noticed("left-out/missing", { file: "a.csv", rows: 1, column: "k", fields: [""] });
    const leftOut = leftOutOf({ rows: 1 }, [row]);
    const { text, said } = summarize({ ...(await folder.load()), leftOut });
    assert.match(text, /; left out: a\.csv: 1 row where "k" is empty$/);
    const german = translated({ message: text, ...said }, germanTexts);
    assert.match(german, /; ausgelassen: a\.csv: 1 Zeile, in der "k" leer ist$/);
  });

  it("says less where there is less to say", async () => {
    const values = [-1.23456, 0, 0, 1e6];
    folder.write({ "images.idx": writeIdx("f4", [4, 1], values), "labels.idx": labels(4, 2) });
    const { text } = summarize(await folder.load());
    assert.equal(
      text,
      "4 training examples; 1 input from -1.235 to 1000000, 50% not zero, standardized; 2 classes of 2 training examples",
    );
  });
});
