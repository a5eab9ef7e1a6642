/** Try It with date columns: the child process parses the text, and an example shows the parts of its date. */
import assert from "node:assert/strict";
import { type DateColumn, dateInputs } from "../../src/data/dateColumn";
import type { QuestionName } from "../../src/protocol/panel";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import { type OpenedPage, seen, usePages } from "./openPage";
import { epochs, run, running, started } from "./recorded";

const columns: DateColumn[] = [
  { name: "day", kind: "date", parts: ["year", "month"], flag: true, fill: [2000, 6] },
  { name: "start", kind: "date", parts: ["hour"], cyclic: true },
];

const server = (name: QuestionName, params: unknown): unknown => {
  if (name === "data") {
    return {
      task: "regression",
      sets: [{ set: "train", examples: 100 }],
      classNames: [],
      targetNames: ["price"],
      isMnist: false,
      inputs: [2010.5, 6.25, 0.1, 0, 0.5].map((mean, i) => ({ name: `input ${i}`, mean })),
      columns: [
        { name: "day", kind: "date", parts: ["year", "month"], flag: true, fills: [2000, 6] },
        { name: "start", kind: "date", parts: ["hour sin", "hour cos"], flag: false },
      ],
    } satisfies RequestResult<"data">;
  }
  if (name === "example") {
    const { set, index } = params as RequestParams<"example">;
    const values = Float32Array.of(2024, 3, 0, 1, 0);
    return { set, index, total: 100, values, targets: [5] } satisfies RequestResult<"example">;
  }
  if (name === "readDate") {
    const { column, text } = params as RequestParams<"readDate">;
    const found = columns.find((each) => each.name === column) as DateColumn;
    return { values: dateInputs(found, text, "Try It", false) } satisfies RequestResult<"readDate">;
  }
  const answers = Float32Array.of(1);
  return { epoch: 12, batch: 0, layers: [answers], answers };
};

describe("Try It with dates", () => {
  const pages = usePages();
  let opened: OpenedPage;
  beforeEach(async () => {
    opened = await pages.open({ answer: server });
    await opened.post({ type: "history", run, events: [started, ...epochs(12)] }, running);
    await opened.page.getByRole("tab", { name: "Try It" }).click();
    await opened.page.locator(".answers").waitFor();
  });

  const asked = async () =>
    (await opened.sent()).flatMap((message) =>
      message.type === "ask" && message.name === "activations" ? [message.params.values as Record<string, number>] : [],
    );
  const given = async () => Object.values((await asked()).at(-1) ?? {});
  const field = (name: string) => opened.page.getByRole("textbox", { name });
  const words = (name: string) => opened.page.locator(".inputs div", { has: field(name) }).locator(".caption");

  it("starts from the means of the parts, and takes a text as predict does", async () => {
    assert.equal(await seen(words("day")), "year 2011, month 6.25");
    assert.equal(await field("start").getAttribute("placeholder"), "12:30");
    assert.equal(await field("day").getAttribute("placeholder"), "2024-01-31");
    await field("day").fill("1.3.2024");
    await field("start").fill("06:00");
    await opened.page.getByText("hour sin 1, hour cos 0").waitFor();
    await opened.drawn();
    assert.deepEqual(await given(), [2024, 3, 0, 1, 0]);
  });

  it("says why a text is no date, and gives the network nothing then", async () => {
    const before = (await asked()).length;
    await field("day").fill("3/1/2024");
    const reason = 'Try It: "3/1/2024" in column "day" leaves the order of day and month open';
    await words("day").getByText(reason).waitFor();
    await opened.page.locator(".empty", { hasText: reason }).waitFor();
    assert.equal((await asked()).length, before);
  });

  it("counts an emptied field as missing, or refuses it where none was", async () => {
    await field("day").fill("2024-03-01");
    await opened.page.getByText("year 2024, month 3").waitFor();
    await field("day").fill("");
    await opened.page.getByText("missing: year 2000, month 6").waitFor();
    await opened.drawn();
    assert.deepEqual((await given()).slice(0, 3), [2000, 6, 1]);
    await opened.page.getByText("day counts as missing: the mean of each part of the training examples").waitFor();
    await field("start").fill("12:00");
    await opened.page.getByText("hour sin 0, hour cos -1").waitFor();
    await field("start").fill("");
    await words("start").getByText("start is empty, and no training example lacked it").waitFor();
  });

  it("shows the parts of an example of the data", async () => {
    await field("day").fill("2000-12-31");
    await opened.page.getByRole("button", { name: "Example", exact: true }).click();
    await opened.page.getByText("year 2024, month 3").waitFor();
    assert.equal(await field("day").inputValue(), "");
    assert.equal(await seen(words("start")), "hour sin 1, hour cos 0");
  });
});
