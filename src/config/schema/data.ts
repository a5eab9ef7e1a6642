/** The `data` key of a network config: where the examples come from and how they are split and scaled. */
import * as z from "zod";
import { taskNames } from "../../core/names";
import { foldsSchema } from "./folds";

const path = z.string().min(1);

const stratified = z
  .boolean()
  .optional()
  .describe("Whether they are drawn with the seed, each class in its share; false takes the last examples.");

const shares = [
  z.strictObject({ examples: z.int().min(0).describe("How many examples."), stratified }),
  z.strictObject({
    fraction: z.number().min(0).lt(1).describe("The share of the examples, from 0 to below 1."),
    stratified,
  }),
] as const;

/** What every format has besides its own keys. */
const common = {
  validation: z
    .union([...shares, foldsSchema])
    .optional()
    .describe(
      "Training examples held back to validate on after each epoch: the last ones for builtin, idx and pickle, a seeded, stratified draw for all others; stratified says otherwise. With folds each of them is held back once.",
    )
    .meta({ examples: [{ examples: 10000 }, { fraction: 0.2 }, { folds: 5 }] }),
  test: z
    .union(shares)
    .optional()
    .describe("Examples held back as the test set, only where the data has no test file.")
    .meta({ examples: [{ examples: 10000 }, { fraction: 0.2 }] }),
  scaling: z
    .enum(["none", "unit", "minmax", "standardize", "auto"])
    .default("auto")
    .describe(
      "How inputs are scaled: unit divides bytes by 255, minmax maps each column to 0…1, standardize to mean 0 and deviation 1; auto takes unit for pixels and standardize for other numbers.",
    ),
  classNames: z.array(z.string()).min(2).optional().describe("Names of the classes, in the order of their labels."),
  imageShape: z
    .union([z.tuple([z.int().min(1), z.int().min(1)]), z.tuple([z.int().min(1), z.int().min(1), z.int().min(1)])])
    .optional()
    .describe("Height, width and channels of the pictures that the inputs are.")
    .meta({ examples: [[28, 28]] }),
  classWeights: z
    .union([z.literal("balanced"), z.array(z.number().positive()).min(2)])
    .optional()
    .describe("Weight of each class in the cost; balanced makes rare classes count as much as common ones."),
  labelsStartAt: z
    .union([z.literal(0), z.literal(1)])
    .optional()
    .describe(
      "The number of the first class. When left out, arrays start at 1 where no label is 0 and one is 1, and in a " +
        "table every different label is a class.",
    ),
  limit: z.int().min(1).optional().describe("Take only the first so many training examples."),
  task: z
    .enum(taskNames)
    .optional()
    .describe(
      "What is learned: one class per example, several labels of 0 and 1 per example, or quantities; inferred from " +
        "the cost and the labels when left out.",
    ),
};

const channels = z
  .enum(["first", "last"])
  .optional()
  .describe("Where the channels of pictures stand: [examples, channels, height, width], or last; found when left out.");

const builtin = z.strictObject({
  format: z.literal("builtin").describe("A dataset that comes with Matrix Network."),
  name: z
    .enum(["mnist", "iris", "spiral", "circles", "xor", "gaussians"])
    .describe("A dataset that comes with Matrix Network."),
  ...common,
});

const idx = z.strictObject({
  format: z.literal("idx").describe("IDX files, the form of MNIST's own."),
  trainImages: path.describe("IDX file of the training inputs, plain or .gz."),
  trainLabels: path.describe("IDX file of the training labels, plain or .gz."),
  testImages: path.optional().describe("IDX file of the test inputs."),
  testLabels: path.optional().describe("IDX file of the test labels."),
  channels,
  ...common,
});

const csv = z.strictObject({
  format: z.literal("csv").describe("A table of separated values."),
  path: path.describe("The CSV file."),
  testPath: path.optional().describe("A CSV file with the test examples."),
  label: z
    .union([z.string(), z.array(z.string()).min(1)])
    .describe("The column to learn, or several: of 0 and 1 (classes or labels), or of quantities."),
  features: z.array(z.string()).min(1).optional().describe("The columns to learn from; all others when left out."),
  exclude: z.array(z.string()).optional().describe("Columns to leave out."),
  delimiter: z.string().length(1).optional().describe("What separates the fields; found by itself when left out."),
  decimal: z.enum([".", ","]).optional().describe("The decimal mark."),
  header: z.boolean().optional().describe("Whether the first line names the columns."),
  encoding: z
    .enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"])
    .optional()
    .describe("How the text is encoded; found by itself when left out."),
  thousands: z
    .enum([",", ".", " ", "'"])
    .optional()
    .describe("What stands between groups of three digits, where the columns leave that open."),
  comment: z
    .string()
    .min(1)
    .optional()
    .describe("What lines begin with that are none of the table; # and % before the table are seen without it.")
    .meta({ examples: ["#"] }),
  skipLines: z
    .int()
    .min(0)
    .optional()
    .describe("Lines before the header; found by itself when left out.")
    .meta({ examples: [1] }),
  missingValues: z
    .array(z.string())
    .optional()
    .describe("The texts that mean a missing value, besides an empty field, in place of NA, None, ? and the like.")
    .meta({ examples: [["NA", "-"]] }),
  units: z
    .record(z.string(), z.string().min(1))
    .optional()
    .describe("Columns with the unit that stands at their numbers; percent makes hundredths of them.")
    .meta({ examples: [{ weight: "kg", share: "percent" }] }),
  ordinal: z
    .record(z.string(), z.array(z.string()).min(2))
    .optional()
    .describe("Text columns with an order, each with its texts from first to last; other texts get an input each.")
    .meta({ examples: [{ size: ["small", "medium", "large"] }] }),
  dates: z
    .record(z.string(), z.array(z.enum(["year", "month", "day", "weekday", "hour", "minute", "cyclic"])).min(1))
    .optional()
    .describe(
      "Columns of dates or times, each with the parts that become inputs; cyclic makes a sine and a cosine of month, day, weekday, hour and minute.",
    )
    .meta({ examples: [{ arrival: ["year", "month", "weekday"], start: ["hour", "cyclic"] }] }),
  dateOrder: z
    .enum(["dmy", "mdy", "ymd"])
    .optional()
    .describe("In which order day, month and year of 3/1/2024 stand, where a column of data.dates leaves that open.")
    .meta({ examples: ["dmy"] }),
  missing: z
    .enum(["error", "drop", "mean", "category"])
    .default("error")
    .describe("What to do with missing values: error, drop the row, take the column's mean, or a category of its own."),
  ...common,
});

/** What a table of any format has besides its files. */
const table = {
  label: csv.shape.label,
  features: csv.shape.features,
  exclude: csv.shape.exclude,
  ordinal: csv.shape.ordinal,
  dates: csv.shape.dates,
  dateOrder: csv.shape.dateOrder,
  missing: csv.shape.missing,
  ...common,
};

/** Of formats with a null of their own. */
const missingValues = z
  .array(z.string())
  .optional()
  .describe("Texts that mean a missing value, besides empty cells, null and NaN; none when left out.")
  .meta({ examples: [["NA", "-"]] });

const excel = z.strictObject({
  format: z.literal("excel").describe("A sheet of an Excel workbook (.xlsx)."),
  path: path.describe("The workbook."),
  testPath: path.optional().describe("A workbook with the test examples, in the same sheet."),
  sheet: z
    .union([z.string(), z.int().min(1)])
    .optional()
    .describe("The sheet: its name, or its number from 1; the first one when left out."),
  header: z.boolean().optional().describe("Whether the first row of the table names the columns."),
  missingValues,
  ...table,
});

/** Formats of one table per file, with named columns. */
const records = <Name extends string>(name: Name, what: string, file: string) =>
  z.strictObject({
    format: z.literal(name).describe(what),
    path: path.describe(`${file}.`),
    testPath: path.optional().describe(`${file} with the test examples.`),
    missingValues,
    ...table,
  });

const parquet = records("parquet", "A Parquet file of flat columns.", "The Parquet file");
const jsonl = records("jsonl", "JSON Lines: one object per line.", "The file of JSON objects, one per line");
const arff = records("arff", "Weka's ARFF.", "The ARFF file");

const svmlight = z.strictObject({
  // Nothing but numbers is in it, and what is not there is 0.
  ...records("svmlight", "The text of svmlight and libsvm.", "The file of lines such as 1 3:0.5 7:2").omit({
    missingValues: true,
  }).shape,
  label: csv.shape.label.default("label").describe('The column to learn: "label", the number that begins each line.'),
});

const npz = z.strictObject({
  format: z.literal("npz").describe("Arrays of a NumPy .npz file."),
  path: path.describe("The NumPy .npz file, or a folder of .npy files that are called as the keys are."),
  keys: z
    .strictObject({
      x: z.string().describe("Inputs of the training examples."),
      y: z.string().describe("Labels of the training examples."),
      testX: z.string().optional().describe("Inputs of the test examples."),
      testY: z.string().optional().describe("Labels of the test examples."),
    })
    .describe("Names of the arrays with inputs and labels.")
    .meta({ examples: [{ x: "x_train", y: "y_train", testX: "x_test", testY: "y_test" }] }),
  channels,
  ...common,
});

/** Formats of one file of named arrays. */
const arrays = <Name extends string>(name: Name, what: string) =>
  z.strictObject({
    format: z.literal(name).describe(what),
    path: path.describe(what),
    channels,
    keys: npz.shape.keys,
    ...common,
  });

const matlab = arrays("matlab", "A MATLAB MAT-file of version 5 or 7.3.");
const hdf5 = arrays("hdf5", "An HDF5 file; keys are the paths of its datasets.");
const octave = arrays("octave", "A file of Octave's text format.");

const pickle = z.strictObject({
  format: z.literal("pickle").describe("A Python pickle such as mnist.pkl.gz."),
  channels,
  path: path.describe("A pickle of (training, validation, test) pairs of arrays, plain or .gz, such as mnist.pkl.gz."),
  ...common,
});

const images = z.strictObject({
  format: z.literal("images").describe("A folder of pictures for each class."),
  path: path.describe(
    "A folder with one folder of pictures per class, or with the folders train, test and val of these.",
  ),
  testPath: path.optional().describe("A folder of the same form with the test pictures."),
  size: z
    .tuple([z.int().min(1), z.int().min(1)])
    .optional()
    .describe("Height and width that every picture is brought to; those of the first picture when left out."),
  grey: z.boolean().optional().describe("Whether pictures are made grey; as the first picture is when left out."),
  ...common,
});

export const dataSchema = z
  .discriminatedUnion("format", [
    builtin,
    idx,
    csv,
    npz,
    pickle,
    images,
    excel,
    parquet,
    jsonl,
    arff,
    svmlight,
    matlab,
    hdf5,
    octave,
  ])
  .describe("Where the examples come from. Relative paths start at the config file.")
  .meta({ examples: [{ format: "builtin", name: "mnist", validation: { examples: 10000 } }] });

export type DataConfig = z.output<typeof dataSchema>;
