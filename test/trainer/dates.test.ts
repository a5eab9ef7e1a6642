/**
 * A run with dates: it records its date formats, and all later reads use them, whatever a file contains or a user
 * types.
 */
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readManifest } from "../../src/runs/manifest";
import { RunServer } from "../../src/trainer/process/serve";
import { evaluateRun } from "../../src/trainer/results/evaluateRun";
import { predictRun } from "../../src/trainer/results/predictRun";
import { verifyRun } from "../../src/trainer/results/verifyRun";
import { editManifest } from "../runs/folder";
import { finish, last, Workspace, withoutTimes } from "./workspace";

const two = (value: number) => String(value).padStart(2, "0");
/** Temperatures with a maximum in summer and at noon; every seventh day is missing. */
const rows = Array.from({ length: 140 }, (_, i) => {
  const [month, day, hour] = [(i % 12) + 1, (i % 28) + 1, (i * 7) % 24];
  const heat = 10 - 8 * Math.cos((2 * Math.PI * month) / 12) - 5 * Math.cos((2 * Math.PI * hour) / 24);
  return `${i % 7 === 3 ? "" : `${day}/${month}/2023`},${two(hour)}:15,${heat.toFixed(3)}`;
});

describe("a run on dates", () => {
  let workspace: Workspace;
  let run: string;
  before(async () => {
    workspace = new Workspace();
    writeFileSync(join(workspace.path, "heat.csv"), `day,at,heat\n${rows.join("\n")}\n`);
    ({ run } = await workspace.train(config));
  });
  after(() => workspace.remove());

  const config = {
    version: 1,
    data: {
      format: "csv",
      path: "heat.csv",
      label: "heat",
      missing: "mean",
      dates: { day: ["month", "cyclic"], at: ["hour", "cyclic"] },
      validation: { fraction: 0.2 },
    },
    layers: [{ units: 1, activation: "linear" }],
    training: { epochs: 60, batchSize: 10, seed: 3, optimizer: { type: "sgd", learningRate: 0.1 } },
  };
  const predict = async (text: string) => {
    const { values } = await predictRun(run, "-", {
      checkpoint: "best",
      stdin: (async function* () {
        yield Buffer.from(text);
      })(),
    });
    return [...values];
  };

  it("learns what goes around with the year and the day, and records how the dates were read", async () => {
    const { data } = await readManifest(run);
    const [day, at] = data.columns ?? [];
    assert.ok(day.kind === "date" && day.fill?.length === 2);
    assert.deepEqual(
      { ...day, fill: undefined },
      { name: "day", kind: "date", parts: ["month"], cyclic: true, order: "dmy", fill: undefined },
    );
    assert.deepEqual(at, { name: "at", kind: "date", parts: ["hour"], cyclic: true });
    assert.deepEqual(data.inputNames, ["day month sin", "day month cos", "at hour sin", "at hour cos"]);
    const [validation] = (await evaluateRun(run, { checkpoint: "best" })).sets;
    assert.ok((validation.fit?.r2 ?? 0) > 0.8, String(validation.fit?.r2));
  });

  it("is trained on as it was, and verified", async () => {
    const half = await finish({ train: workspace.write({ ...config, training: { ...config.training, epochs: 30 } }) });
    await finish({ resume: half.run, epochs: 60 });
    assert.deepEqual(withoutTimes(await last(half.run)).arrays, withoutTimes(await last(run)).arrays);
    assert.equal((await verifyRun(run)).same, true);
  });

  it("predicts the same of a date however it is written, in the order that was recorded", async () => {
    const [july] = await predict("day,at\n2024-07-01,12:00\n");
    const [january] = await predict("day,at\n2024-01-07,00:00\n");
    assert.ok(july > 15 && january < 5, `${july}, ${january}`);
    const rows = [
      "1/7/2024,12:59",
      "1.7.1999,12:00:00",
      '"July 1, 2024",12:01 PM',
      "20240701,2024-01-01T12:30:00+09:00",
    ];
    assert.deepEqual(
      await predict(`at,day\n${rows.map((row) => row.replace(/^(.*),([^,]*)$/, "$2,$1")).join("\n")}\n`),
      [july, july, july, july],
    );
    await assert.rejects(predict("day,at\n7/13/2024,12:00\n"), {
      code: "csv-date",
      message: /^stdin:2: "7\/13\/2024" in column "day" is not an unambiguous date or time in the order dmy; /,
    });
    await assert.rejects(predict("day,at\n1/7/2024,\n"), {
      code: "csv-missing",
      message: /^stdin:2: column "at" is empty/,
    });
  });

  it("gives Try It the inputs that predict makes of a date, and what takes a missing one's place", async () => {
    const server = new RunServer(run);
    const { columns } = await server.data();
    const { data } = await readManifest(run);
    const [day] = data.columns ?? [];
    assert.deepEqual(columns, [
      { name: "day", kind: "date", parts: ["month sin", "month cos"], flag: false, fills: day.fill },
      { name: "at", kind: "date", parts: ["hour sin", "hour cos"], flag: false },
    ]);
    const { values } = await server.readDate({ column: "day", text: "1/7/2024" });
    const at = await server.readDate({ column: "at", text: "12:30" });
    const { answers } = await server.activations({ values: Float32Array.from([...values, ...at.values]) });
    assert.equal(answers[0].toFixed(4), (await predict("day,at\n1/7/2024,12:30\n"))[0].toFixed(4));
    const message = /^Try It: "13\/13\/2024" in column "day" is not an unambiguous date or time/;
    await assert.rejects(server.readDate({ column: "day", text: "13/13/2024" }), { code: "csv-date", message });
    await assert.rejects(server.readDate({ column: "heat", text: "12:30" }), { code: "no-dates" });
  });

  it("is refused by name where its manifest says another order", async () => {
    const file = join(run, "manifest.json");
    const text = readFileSync(file, "utf8");
    editManifest(run, ({ data }) => {
      data.columns[0].order = "mdy";
    });
    try {
      await assert.rejects(evaluateRun(run, { checkpoint: "best" }), {
        code: "data-read-otherwise",
        message: /columns/,
      });
    } finally {
      writeFileSync(file, text);
    }
  });
});
