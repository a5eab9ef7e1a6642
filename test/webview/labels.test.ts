/** A multi-label network: each label has its own bar in Try It and its own confusion matrix in Mistakes. */
import assert from "node:assert/strict";
import type { Event } from "../../src/protocol/events";
import type { RunDescription } from "../../src/protocol/panel";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import { type OpenedPage, seen, usePages } from "./openPage";
import { epochs, run, running, started } from "./recorded";

const weather: RunDescription = { ...run, network: "weather", shape: [2, 8, 3], activations: ["tanh", "sigmoid"] };
delete weather.imageShape;

/** [actual][predicted] over 40 examples, for each label. */
const confusions = [
  [
    [20, 1],
    [2, 17],
  ],
  [
    [30, 0],
    [4, 6],
  ],
  [
    [9, 3],
    [0, 28],
  ],
];

function labelServer(name: string, params: unknown): unknown {
  const moment = { epoch: 9, batch: 0 };
  switch (name) {
    case "data":
      return {
        task: "multi-label",
        sets: [{ set: "validation", examples: 40 }],
        classNames: [],
        targetNames: ["rain", "wind", "snow"],
        isMnist: false,
        inputs: [
          { name: "humidity", mean: 60 },
          { name: "pressure", mean: 1013 },
        ],
      } satisfies RequestResult<"data">;
    case "evaluation": {
      const { set, label = 0 } = params as RequestParams<"evaluation">;
      const confusion = confusions[label];
      const accuracy = (confusion[0][0] + confusion[1][1]) / 40;
      return { ...moment, set, examples: 40, accuracy, confusion } satisfies RequestResult<"evaluation">;
    }
    case "examples": {
      const { set } = params as RequestParams<"examples">;
      const outputs = Float32Array.of(0.8, 0.2);
      const values = Float32Array.of(91, 1002);
      const examples = [{ index: 7, actual: 1, predicted: 0, outputs, values }];
      return { ...moment, set, total: 1, first: 0, examples } satisfies RequestResult<"examples">;
    }
    case "example": {
      const { set, index } = params as RequestParams<"example">;
      const values = Float32Array.of(91, 1002);
      return { set, index, total: 40, values, targets: [1, 0, 0] } satisfies RequestResult<"example">;
    }
    case "activations": {
      const answers = Float32Array.of(0.9, 0.75, 0.125);
      return {
        ...moment,
        layers: [new Float32Array(8), answers],
        answers: [...answers],
      } satisfies RequestResult<"activations">;
    }
  }
  throw new Error(`nobody asks ${name}`);
}

describe("the panel of a network with several labels", () => {
  const pages = usePages();
  let opened: OpenedPage;

  const open = async (tab: string) => {
    opened = await pages.open({ answer: labelServer });
    await opened.post(
      { type: "history", run: weather, events: [{ ...started, labels: 3 } as Event, ...epochs(12)] },
      { ...running, state: "completed" },
    );
    await opened.page.getByRole("tab", { name: tab }).click();
  };
  const asked = async (name: string) =>
    (await opened.sent()).flatMap((message) =>
      message.type === "ask" && message.name === name ? [message.params as Record<string, unknown>] : [],
    );

  it("answers 1 or 0 of every label, with its probability, and marks those that are right", async () => {
    await open("Try It");
    const rows = opened.page.locator(".answers tr");
    await rows.first().waitFor();
    assert.deepEqual(await Promise.all([0, 1, 2].map(async (i) => (await seen(rows.nth(i))).split(/\s+/))), [
      ["rain", "1", "90.00%"],
      ["wind", "1", "75.00%"],
      ["snow", "0", "12.50%"],
    ]);
    assert.equal(await opened.page.locator(".answers tr.best").count(), 2);
    await opened.page.locator("header summary").click();
    assert.match(await seen(opened.page.locator("header")), /Labels\s+3\s+accuracy is the fraction of labels/);
    await opened.page.getByRole("button", { name: "Example", exact: true }).click();
    await opened.page.getByRole("rowheader", { name: "rain ✓" }).waitFor();
    assert.equal(await opened.page.getByRole("rowheader", { name: /✓/ }).count(), 1);
  });

  it("shows the confusion matrix and the mistakes of one label at a time", async () => {
    await open("Mistakes");
    const cell = (name: string) => opened.page.getByRole("button", { name });
    await cell("predicted not rain, actual rain: 2").waitFor();
    assert.match(await seen(opened.page.locator(".mistakes .summary")), /92\.50% of label rain are right, 3 are not/);
    assert.match(await seen(opened.page.locator(".examples")), /not rain\s+80\.00%/);
    await opened.page.getByRole("combobox", { name: "Label" }).click();
    await opened.page.getByRole("option", { name: "wind" }).click();
    await cell("predicted not wind, actual wind: 4").waitFor();
    await cell("predicted not wind, actual wind: 4").click();
    await opened.page.getByText("predicted not wind, actual wind: 1").waitFor();
    const { label, actual, predicted } = (await asked("examples")).at(-1) ?? {};
    assert.deepEqual([label, actual, predicted], [1, 1, 0]);
    assert.deepEqual(opened.faults, []);
  });
});
