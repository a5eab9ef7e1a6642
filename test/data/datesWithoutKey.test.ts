/** Dates in tables whose config has no key `dates`. */
import assert from "node:assert/strict";
import { datesFolder } from "./datesFolder";

describe("dates in a table without the key", () => {
  const { write, load, csv } = datesFolder();

  it("are an error that names it, with all that stands in it already", async () => {
    write("t.csv", "d,e,y\n2024-01-31,2024-01-31,a\n2025-02-01,2025-02-01,b\n");
    const message =
      't.csv:2: "2024-01-31" in column "e" is a date or time; set data.dates to {"d":["year"],"e":["year","month","weekday"]}, or add it to data.exclude';
    await assert.rejects(load({ dates: { d: ["year"] } }), { code: "csv-date", message });
  });

  it("are found where they would be an input each: times, months, dates by name", async () => {
    const findings = async (fields: string[]) => {
      write("t.csv", csv(fields));
      return (await load({})).findings;
    };
    const found = (examples: string[], parts: string[]) => [{ kind: "dates", column: "d", examples, parts }];
    assert.deepEqual(await findings(["12:30", "08:15"]), found(["12:30", "08:15"], ["hour", "minute"]));
    assert.deepEqual(await findings(["12:30", "08:30"]), found(["12:30", "08:30"], ["hour"]));
    assert.deepEqual(await findings(["2024-03", "2024-05"]), found(["2024-03", "2024-05"], ["month"]));
    assert.deepEqual(await findings(["1 Mar 2024", "2 Mar 2024"]), found(["1 Mar 2024", "2 Mar 2024"], ["weekday"]));
    assert.equal(await findings(["12:30", "never"]), undefined);
    assert.equal(await findings(["16:9", "4:3"]), undefined);
  });

  it("are an error where there are too many of them for an input each", async () => {
    const fields = Array.from({ length: 300 }, (_, i) => `${Math.floor(i / 60)}:${String(i % 60).padStart(2, "0")}`);
    write("t.csv", csv(fields));
    const message =
      't.csv:2: "0:00" in column "d" is a date or time; set data.dates to {"d":["hour","minute"]}, or add it to data.exclude';
    await assert.rejects(load({}), { code: "csv-date", message });
  });

  it("are reported as labels", async () => {
    write("t.csv", "x,y\n1,12:30\n2.5,08:15\n");
    const [finding] = (await load({})).findings ?? [];
    assert.deepEqual([finding.kind, finding.column], ["label-dates", "y"]);
    const many = Array.from({ length: 1100 }, (_, i) => `${i},${new Date(i * 86_400_000).toISOString()}`);
    write("t.csv", `x,y\n${many.join("\n")}\n`);
    const message =
      /^t\.csv:2: the label "1970-01-01T00:00:00\.000Z" in column "y" is a date or time, which is not a quantity/;
    await assert.rejects(load({}), { code: "csv-label", message });
  });
});
