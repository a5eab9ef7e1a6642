/** The description of a table's format, for programs and for users. */
import assert from "node:assert/strict";
import { type FormDescription, formSentence } from "../../src/data/table/describeForm";
import { Folder } from "./folder";

const usual: FormDescription = {
  encoding: "utf-8",
  delimiter: ",",
  decimal: ".",
  header: true,
  skipLines: 0,
  missingValues: [],
};

describe("the form of a table", () => {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  const described = async (text: string | Uint8Array, more: object = {}) => {
    folder.write({ "table.csv": typeof text === "string" ? Buffer.from(text) : text });
    const { tables = [] } = await folder.loadTable(more);
    assert.deepEqual(
      tables.map(({ path }) => path),
      ["table.csv"],
    );
    return tables[0].form;
  };

  it("is that of any table", async () => {
    const form = await described("a,k\n1,x\n2,y\n3.5,x\n");
    assert.deepEqual(form, usual);
    assert.equal(
      formSentence(form).message,
      "UTF-8, separated by commas, decimal points, the first line names the columns",
    );
  });

  it("has all that was found in the columns", async () => {
    const rows = ["1.234,5 €;NA;x;", "2.000,25 €;1,5;y;", "3,00 €;;x;", "17,10 €;2,5;y;"];
    const text = `Wohnungen\n# Stand heute\nPreis;Größe;k;\n${rows.join("\n")}\n`;
    const form = await described(Buffer.from(text.replaceAll("€", "\u0080"), "latin1"), {
      missing: "mean",
      comment: "#",
    });
    assert.deepEqual(form, {
      encoding: "windows-1252",
      delimiter: ";",
      decimal: ",",
      thousands: { Preis: "." },
      units: { Preis: "€" },
      header: true,
      comment: "#",
      skipLines: 1,
      missingValues: ["", "NA"],
      trailing: 1,
    });
    assert.equal(
      formSentence(form).message,
      "Windows-1252, separated by semicolons, decimal commas, the first line names the columns. Also: thousands " +
        'separated by points in Preis; unit "€" in Preis; 1 line before the table skipped; comments begin with #; missing ' +
        "values: empty, NA; a delimiter at the end of each line",
    );
  });

  it("has the words of rows that were dropped, and the names of rows", async () => {
    const form = await described('"a" "k"\n"1" 1 "x"\n"2" NA "y"\n"3" 3.5 "x"\n"4" 4.5 "y"\n', { missing: "drop" });
    assert.deepEqual([form.delimiter, form.rowNames, form.missingValues], [" ", true, ["NA"]]);
    assert.match(formSentence(form).message, /separated by runs of spaces.* missing values: NA; row names left out$/);
  });

  it("is that of the test file too", async () => {
    folder.write({ "table.csv": Buffer.from("a,k\n1,x\n2,y\n"), "test.csv": Buffer.from("a;k\n1;x\n2;y\n") });
    const { tables = [] } = await folder.loadTable({ testPath: "test.csv" });
    assert.deepEqual(
      tables.map(({ path, form }) => [path, form.delimiter]),
      [
        ["table.csv", ","],
        ["test.csv", ";"],
      ],
    );
  });

  it("lists few of many columns", () => {
    const units = Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((name) => [name, "percent"]));
    assert.match(
      formSentence({ ...usual, units }).message,
      /Also: percentages divided by 100 in a, b, c, d and 2 more$/,
    );
  });
});
