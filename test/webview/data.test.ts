/** The page of Look at Data: columns with details and their order, findings, sets, pictures, and the first rows. */
import assert from "node:assert/strict";
import { join } from "node:path";
import type { DataProfile } from "../../src/config/dataProfile";
import { dataSchema } from "../../src/config/schema/data";
import { profileData } from "../../src/data/profile/profile";
import { checkAtWidth } from "./appearance";
import { type OpenedPage, type OpenOptions, seen, usePages } from "./openPage";
import { bracketed, untranslated } from "./translation";

const folder = join(__dirname, "../fixtures/data-profile");

/** The profile of the fixtures' table, with findings of every kind that has a list. */
async function tableProfile(): Promise<DataProfile> {
  const more = { validation: { fraction: 0.2 }, test: { fraction: 0.2 }, missing: "mean" };
  const data = dataSchema.parse({ format: "csv", path: "table.csv", label: "kind", exclude: ["year"], ...more });
  const profile = await profileData(data, { baseDir: folder, seed: 1 });
  const findings: DataProfile["findings"] = [
    { kind: "decides-label", columns: ["size"] },
    { kind: "shared-test", count: 3, of: 48 },
    { kind: "duplicates", count: 12, examples: ["3, 17", "4, 90"] },
  ];
  return { ...profile, findings };
}

/** 12 pictures of 4 × 4 pixels in three classes. */
const pictures: DataProfile = {
  source: "pictures",
  isDone: true,
  rows: 12,
  passes: 1,
  task: "classification",
  columns: [],
  otherColumns: 0,
  sets: { train: 9, validation: 3, test: 0, rest: 0 },
  classes: ["left", "middle", "right"].map((name) => ({ name, train: 3, validation: 1, test: 0 })),
  findings: [],
  pictures: {
    shape: [4, 4],
    classes: ["left", "middle", "right"].map((name, k) => ({
      name,
      pictures: [0, 1, 2].map(() => Uint8Array.from({ length: 16 }, (_, i) => (i % 4 === k ? 255 : 0))),
    })),
    sizes: [
      { width: 40, height: 30, count: 8 },
      { width: 4, height: 4, count: 4 },
    ],
  },
};

describe("the page of Look at Data", () => {
  const pages = usePages();
  let opened: OpenedPage;
  let table: DataProfile;
  before(async () => {
    table = await tableProfile();
  });
  afterEach(() => assert.deepEqual(opened.faults, []));

  const open = async (profile: DataProfile, options: OpenOptions = {}) => {
    opened = await pages.open({ name: "data", width: 1200, height: 900, ...options });
    await opened.post({ type: "reading", config: "/project/kinds.network.json", name: "kinds" });
    await opened.post({ type: "profile", profile });
  };
  const columns = () => opened.page.getByRole("table", { name: "Columns" });
  const names = () => columns().locator(".data-toggle").allTextContents();
  const status = () => seen(opened.page.getByRole("status"));

  it("shows a row for each column, and what to look at first", async () => {
    await open(table);
    assert.equal(await seen(opened.page.locator("h1")), "Data: kinds");
    assert.deepEqual(await names(), ["size", "rooms", "income", "year", "town", "kind", "price"]);
    const row = await columns().getByRole("row", { name: "size" }).locator("td").allTextContents();
    assert.deepEqual([row[0], row[2], row[7]], ["number", "20", "1 input, standardized, missing: the mean"]);
    assert.match(row[6], /^η² 0\.\d\d$/);
    const findings = await opened.page.locator(".data-findings li").allTextContents();
    assert.match(findings[0], /^“size” alone decides the label\./);
    assert.match(findings[2], /12\. Remove them, .* Such rows are 3, 17; 4, 90\.$/);
    assert.equal(await status(), "All rows were read.");
  });

  it("sorts by any head, by keyboard, and restores the data's order with the third press", async () => {
    await open(table);
    const head = columns().getByRole("button", { name: "Missing" });
    await head.focus();
    await opened.page.keyboard.press("Enter");
    assert.equal((await names())[0], "size");
    assert.equal(await columns().locator("th[aria-sort]").getAttribute("aria-sort"), "descending");
    await opened.page.keyboard.press("Enter");
    assert.equal((await names()).at(-1), "size");
    await opened.page.keyboard.press("Enter");
    assert.deepEqual((await names())[1], "rooms");
    assert.equal(await columns().locator("th[aria-sort]").count(), 0);
  });

  it("opens the details of a column in words, as a picture and as a table, and keeps them over the reload", async () => {
    await open(table);
    const toggle = () => columns().getByRole("button", { name: "income" });
    await toggle().focus();
    await opened.page.keyboard.press("Enter");
    assert.equal(await toggle().getAttribute("aria-expanded"), "true");
    const details = opened.page.locator(".data-details");
    assert.match(await seen(details), /Quartiles [\s\S]* values are beyond 1\.5 interquartile ranges/);
    assert.equal(await details.getByRole("img", { name: "Histogram of income" }).count(), 1);
    const counts = await details.locator("tbody td").allTextContents();
    assert.equal(
      counts.reduce((sum, count) => sum + Number(count), 0),
      240,
    );
    const saved = await opened.saved();
    await open(table, { saved });
    assert.equal(await toggle().getAttribute("aria-expanded"), "true");
  });

  it("says how far it has read, and of what the figures are", async () => {
    await open({ ...table, isDone: false, rows: 1200, progress: { read: 250, of: 1000 } });
    assert.equal(await status(), "Reading: 1,200 rows, 25%. The figures are of the rows so far.");
    assert.equal(await opened.page.locator(".data-findings").isVisible(), false);
    await opened.post({ type: "problem", message: "table.csv:7: the record has 3 fields" });
    assert.equal(await seen(opened.page.getByRole("alert")), "table.csv:7: the record has 3 fields");
  });

  it("shows the examples of each class in each set, and the first rows as read", async () => {
    await open(table);
    const classes = opened.page.getByRole("table", { name: "Classes" });
    const train = await classes.locator("tbody tr td:nth-child(2)").allTextContents();
    assert.deepEqual(
      train.map((text) => Number.parseInt(text, 10)),
      table.classes?.map((each) => each.train),
    );
    const first = opened.page.getByRole("table", { name: "First rows as read" }).locator("tbody tr").first();
    assert.deepEqual((await first.locator("td").allTextContents()).slice(0, 3), ["17.965", "1", "12389.18"]);
  });

  it("shows pictures of each class and the sizes of their files", async () => {
    await open(pictures);
    assert.equal(await opened.page.getByRole("img", { name: "Example 2 of middle" }).count(), 1);
    assert.equal(await opened.page.locator(".data-thumbnails canvas").count(), 9);
    assert.match(await seen(opened.page.locator("main")), /Files \(width × height\): 8 of 40 × 30, 4 of 4 × 4\./);
  });

  it("asks the host to read again and to show the config", async () => {
    await open(table);
    await opened.page.getByRole("button", { name: "Read Again" }).click();
    await opened.page.getByRole("button", { name: "Show the Config" }).click();
    const sent = (await opened.sent()).map(({ type }) => type as string);
    assert.deepEqual(sent, ["ready", "again", "config"]);
  });

  it("is whole in every theme, at three widths, without serious faults for axe", async function () {
    this.timeout(60_000);
    await open(table, { saved: { open: ["income", "town"] } });
    await checkAtWidth(opened, "data-1200");
    for (const width of [510, 320]) {
      await opened.page.setViewportSize({ width, height: 900 });
      await opened.drawn();
      await checkAtWidth(opened, `data-${width}`, { colours: false });
    }
    await open(pictures, { width: 510 });
    await checkAtWidth(opened, "data-pictures", { colours: false });
  });

  it("has no text without translation", async () => {
    await open(table, { translations: bracketed, saved: { open: ["income", "town"] } });
    const ofData = /kinds|table\.csv|size|rooms|income|year|town|kind|price|η²|0\.\d\d|\bV\b/g;
    assert.deepEqual(await untranslated(opened, ofData), []);
  });
});
