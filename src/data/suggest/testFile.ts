/** Finds the table of test examples beside a training table, by the word "train" in its name or its folder's. */
import { access } from "node:fs/promises";
import { basename, dirname, join, posix } from "node:path";
import { NetworkError } from "../../core/errors";
import { readTableHead } from "../tableHead";
import { quoted } from "./suggestion";

interface TestFile {
  /** Path relative to the folder of the config. */
  name: string;
  /** True if it has all columns. */
  used: boolean;
  note: string;
}

const train = /(?<![a-z])train(ing)?(?![a-z])/i;

/** @param name of the training table, relative to the folder of the config; @param columns that the test table needs */
export async function testFileOf(
  path: string,
  name: string,
  columns: readonly string[],
  format: unknown,
): Promise<TestFile | undefined> {
  const file = basename(path);
  const folder = basename(dirname(path));
  const places = train.test(file) ? [file.replace(train, asTest)] : [];
  // The naming of UCI's datasets.
  if (file.endsWith(".data")) places.push(file.replace(/data$/, "test"));
  if (train.test(folder)) {
    const other = folder.replace(train, asTest);
    places.push(`../${other}/${file}`, `../${other}/${file.replace(train, asTest)}`);
  }
  for (const place of places) {
    const testPath = join(dirname(path), place);
    if (!(await exists(testPath))) continue;
    const testName = posix.join(posix.dirname(name), place);
    const lacking = await columnsLacking(testPath, columns, format);
    if (lacking.length === 0)
      return { name: testName, used: true, note: "Found beside the training table, with the same columns." };
    return {
      name: testName,
      used: false,
      note: `${quoted(testName)} is not tested on: it has no column ${quoted(lacking[0])}.`,
    };
  }
  return undefined;
}

/** Replaces "train" with "test" in the same case: "Test" for "Train". */
const asTest = (word: string): string => {
  const test = /ing$/i.test(word) ? "testing" : "test";
  return word === word.toUpperCase() ? test.toUpperCase() : word[0] === "T" ? `T${test.slice(1)}` : test;
};

async function columnsLacking(path: string, columns: readonly string[], format: unknown): Promise<string[]> {
  try {
    const how = typeof format === "string" ? { format } : {};
    const head = await readTableHead({ name: path, key: "data.testPath" }, ".", how);
    const found = new Set(head.columns.map(({ name }) => name));
    return columns.filter((column) => !found.has(column));
  } catch (error) {
    if (error instanceof NetworkError) return [...columns];
    throw error;
  }
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );
