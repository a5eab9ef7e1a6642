/** Parsing dates and times; ambiguous texts are refused. */
import assert from "node:assert/strict";
import { isMoment, type Moment, partsOfMoment, readMoment } from "../../src/formats/table/date";
import { DateEvidence } from "../../src/formats/table/dateEvidence";

const friday = { year: 2024, month: 3, day: 1, weekday: 5 };
const at = (hour: number, minute = 0) => ({ hour, minute });

const read: [text: string, order: string | undefined, moment: Moment | undefined][] = [
  ["2024-03-01", undefined, friday],
  ["2024-03-01", "dmy", friday],
  ["2024/3/1", undefined, friday],
  ["20240301", undefined, friday],
  ["2024-03-01T12:30:00Z", undefined, { ...friday, ...at(12, 30) }],
  ["2024-03-01 23:30:00.123456+02:00", undefined, { ...friday, ...at(23, 30) }],
  ["2024-03-01T00:05:00,5 -0730", undefined, { ...friday, ...at(0, 5) }],
  ["2024-03-01 12:30", undefined, { ...friday, ...at(12, 30) }],
  ["2024-03", undefined, { year: 2024, month: 3 }],
  ["12:30", undefined, at(12, 30)],
  ["12:30:15", undefined, at(12, 30)],
  ["12:05 am", undefined, at(0, 5)],
  ["1:05 PM", undefined, at(13, 5)],
  ["1.3.2024", undefined, friday],
  ["01.03.2024 10:00", undefined, { ...friday, ...at(10) }],
  ["3/1/2024", undefined, undefined],
  ["3/1/2024", "mdy", friday],
  ["1-3-2024", "dmy", friday],
  ["1/3/2024", "ymd", undefined],
  ["24-03-01", "ymd", friday],
  ["1.3.24", undefined, undefined],
  ["1.3.24", "dmy", friday],
  ["1.3.69", "dmy", { year: 1969, month: 3, day: 1, weekday: 6 }],
  ["1.3.45", "dmy", { year: Number.NaN, month: 3, day: 1, weekday: Number.NaN }],
  ["1-Mar-2024", undefined, friday],
  ["1 March 2024", undefined, friday],
  ["March 1st, 2024", undefined, friday],
  ["Fri, 01 Mar 2024 12:30:00 GMT", undefined, { ...friday, ...at(12, 30) }],
  ["2000-02-29", undefined, { year: 2000, month: 2, day: 29, weekday: 2 }],
  ["0001-01-01", undefined, { year: 1, month: 1, day: 1, weekday: 1 }],
  ...[
    [
      "2023-02-29",
      "1900-02-29",
      "2024-13-01",
      "2024-00-10",
      "0000-00-00",
      "2024-3/1",
      "24:00",
      "12:60",
      "12:3",
      "13:00 pm",
    ],
    [
      "75:30",
      "1.2",
      "1.2.3",
      "12",
      "2024",
      "may",
      "4 may",
      "1 marzo 2024",
      "Mayor 1, 2024",
      "",
      "-",
      "16:9",
      "9".repeat(60),
    ],
    ["2024-03-01 12:30 Europe/Berlin", "2024-03-01T12", "12:30 and more"],
  ].flatMap((texts) => texts.map((text): [string, undefined, undefined] => [text, undefined, undefined])),
];

describe("a date or time", () => {
  for (const [text, order, moment] of read) {
    it(`"${text.slice(0, 40)}"${order ? ` in the order ${order}` : ""} says ${JSON.stringify(moment)}`, () => {
      assert.deepEqual(readMoment(text, order), moment);
    });
  }

  it("has the weekday of the calendar, in every century", () => {
    for (let day = Date.UTC(1850, 0, 1); day < Date.UTC(2150, 0, 1); day += 86_400_000 * 97) {
      const date = new Date(day);
      const text = date.toISOString().slice(0, 10);
      assert.equal(readMoment(text, undefined)?.weekday, date.getUTCDay() || 7, text);
    }
  });

  it("is seen in a column in some order, where it is no other pair of numbers", () => {
    assert.deepEqual(["3/1/2024", "12:30", "2024-03", "1234-05", "31/31/2024", "16:9"].map(isMoment), [
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
  });

  it("becomes numbers, or points on a circle that are the same in every program", () => {
    const noon = readMoment("2024-12-31 12:00", undefined) as Moment;
    assert.deepEqual(partsOfMoment(noon, ["year", "weekday", "day"], false), [2024, 2, 31]);
    const around = partsOfMoment(noon, ["year", "month", "hour", "minute", "day"], true);
    assert.deepEqual(around, [2024, 0, 1, 0, -1, 0, 1, 0, 1]);
    assert.ok(around.every((number) => !Object.is(number, -0)));
    const [sin, cos] = partsOfMoment(readMoment("03:00", undefined) as Moment, ["hour"], true);
    assert.ok(Math.abs(sin - Math.SQRT1_2) < 2 ** -23 && Math.abs(cos - Math.SQRT1_2) < 2 ** -23);
    assert.deepEqual(partsOfMoment(at(1), ["month", "hour"], false), [Number.NaN, 1]);
  });
});

describe("the dates of a column", () => {
  const look = (fields: string[], said?: "dmy" | "mdy" | "ymd", parts: ("month" | "hour")[] = ["month"]) => {
    const evidence = new DateEvidence(said, parts);
    fields.forEach((field, i) => {
      evidence.add(field, `t:${i + 1}`, false);
    });
    const found = evidence.resolve();
    if ("order" in found) return found.order ?? "each says it";
    const { kind, where } = found.doubt;
    return `${kind} ${where}${"orders" in found.doubt ? ` ${found.doubt.orders}` : ""}`;
  };

  it("have an order where a number above 12 leaves no other", () => {
    assert.equal(look(["3/1/2024", "13/1/2024"]), "dmy");
    assert.equal(look(["3/1/2024", "3/31/2024"]), "mdy");
    assert.equal(look(["1-31-20", "2-1-20"]), "mdy");
    assert.equal(look(["1.3.2024", "2.3.2024"]), "each says it");
    assert.equal(look(["2024-01-03", "12:30 1"]), "none t:2");
  });

  it("have none where every one can be read in two ways, unless it is said", () => {
    assert.equal(look(["3/1/2024", "3/2/2024"]), "order t:1 dmy,mdy");
    assert.equal(look(["13/01/20", "14/01/20"]), "order t:1 dmy,ymd");
    assert.equal(look(["3/1/2024", "3/2/2024"], "mdy"), "mdy");
    assert.equal(look(["3/1/2024", "13/2/2024"], "mdy"), "none t:2");
  });

  it("are refused where two ways of writing stand in one column", () => {
    assert.equal(look(["1/13/2024", "13/1/2024"]), "mixed t:1");
    assert.equal(look(["2024-01-13", "13/1/2024"]), "mixed t:2");
    assert.equal(look(["13.1.2024", "13/1/2024"]), "mixed t:2");
  });

  it("are refused where the century is open, or a part is not there", () => {
    assert.equal(look(["31.1.45", "30.1.45"], "dmy"), "none t:1");
    assert.equal(look(["31/1/45", "30/1/24"]), "none t:1");
    assert.equal(look(["03/01/30", "04/01/31"]), "order t:1 dmy,mdy,ymd");
    assert.equal(look(["2024-01-01 10:00", "2024-01-01"], undefined, ["hour"]), "part t:2");
  });
});
