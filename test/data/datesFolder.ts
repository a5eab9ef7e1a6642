import { join } from "node:path";
import { dataSchema } from "../../src/config/schema/data";
import { loadData } from "../../src/data/load";
import { Folder } from "./folder";

export const fixtures = join(__dirname, "..", "fixtures");
export const none = (async function* () {})();

export function datesFolder() {
  let folder: Folder;
  beforeEach(() => {
    folder = new Folder();
  });
  afterEach(() => folder.remove());

  const write = (name: string, text: string) => folder.write({ [name]: Buffer.from(text) });
  const parse = (more: object) =>
    dataSchema.parse({
      format: "csv",
      path: "t.csv",
      label: "y",
      scaling: "none",
      validation: { examples: 0 },
      ...more,
    });
  const load = (more: object) => loadData(parse(more), { baseDir: folder.path, seed: 1 });
  const rows = ({ train }: Awaited<ReturnType<typeof load>>) =>
    Array.from({ length: train.count }, (_, i) => [
      ...train.values.subarray(i * train.inputs, (i + 1) * train.inputs),
    ]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const csv = (fields: string[]) => `d,y\n${fields.map((field, i) => `"${field}",${"ab"[i % 2]}`).join("\n")}\n`;
  const loadDates = (fields: string[], parts: string[], more: object = {}) => {
    write("t.csv", csv(fields));
    return load({ dates: { d: parts }, ...more });
  };
  return { folder: () => folder, write, parse, load, rows, csv, loadDates };
}
