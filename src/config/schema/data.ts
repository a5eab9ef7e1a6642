/** The `data` key of a network config: the source of the examples, their split and their scaling. */
import * as z from "zod";
import { taskNames } from "../../core/names";
import { splitKeys } from "./split";

const path = z.string().min(1);

/** Keys common to all formats. */
const common = {
  ...splitKeys,
  scaling: z
    .enum(["none", "unit", "minmax", "standardize", "auto"])
    .default("auto")
    .describe(
      "How inputs are scaled: unit divides bytes by 255, minmax maps each column to 0…1, standardize to " +
        "mean 0 and standard deviation 1; auto uses unit for pixels and standardize for other numbers.",
    ),
  classNames: z
    .array(z.string())
    .min(2)
    .max(10_000)
    .optional()
    .describe("Names of the classes, in the order of their labels."),
  imageShape: z
    .union([z.tuple([z.int().min(1), z.int().min(1)]), z.tuple([z.int().min(1), z.int().min(1), z.int().min(1)])])
    .optional()
    .describe("Height, width and, optionally, number of channels of inputs that are images.")
    .meta({ examples: [[28, 28]] }),
  classWeights: z
    .union([z.literal("balanced"), z.array(z.number().positive()).min(2)])
    .optional()
    .describe("Weight of each class in the cost; balanced weights classes by the inverse of their frequency."),
  labelsStartAt: z
    .union([z.literal(0), z.literal(1)])
    .optional()
    .describe(
      "The number of the first class. Default: 1 for arrays that contain the label 1 but not 0, else 0; in a table " +
        "every distinct label is a class.",
    ),
  limit: z.int().min(1).optional().describe("Use only the first N training examples."),
  task: z
    .enum(taskNames)
    .optional()
    .describe(
      "What to predict: one class per example, several labels of 0 and 1 per example, or quantities. " +
        "Default: inferred " +
        "from the cost and the labels.",
    ),
};

const channels = z
  .enum(["first", "last"])
  .optional()
  .describe(
    "Position of the channel axis of images: first is [examples, channels, height, width], last is " +
      "[examples, height, width, channels]. Default: detected.",
  );

const builtin = z.strictObject({
  format: z.literal("builtin").describe("A dataset included with Matrix Network."),
  name: z
    .enum(["mnist", "iris", "spiral", "circles", "xor", "gaussians"])
    .describe("A dataset included with Matrix Network."),
  ...common,
});

const idx = z.strictObject({
  format: z.literal("idx").describe("IDX files, the format of the original MNIST files."),
  trainImages: path.describe("IDX file of the training inputs, plain or .gz."),
  trainLabels: path.describe("IDX file of the training labels, plain or .gz."),
  testImages: path.optional().describe("IDX file of the test inputs."),
  testLabels: path.optional().describe("IDX file of the test labels."),
  channels,
  ...common,
});

const csv = z.strictObject({
  format: z.literal("csv").describe("A table of values separated by commas or other delimiters."),
  path: path.describe("The CSV file."),
  testPath: path.optional().describe("A CSV file with the test examples."),
  label: z
    .union([z.string(), z.array(z.string()).min(1)])
    .describe("The column to predict, or several columns: of 0 and 1 (classes or labels), or of quantities."),
  features: z.array(z.string()).min(1).optional().describe("The columns to use as inputs. Default: all other columns."),
  exclude: z.array(z.string()).optional().describe("Columns to ignore."),
  delimiter: z.string().length(1).optional().describe("The delimiter between fields. Default: detected."),
  decimal: z.enum([".", ","]).optional().describe("The decimal mark."),
  header: z.boolean().optional().describe("Whether the first line contains the column names. Default: detected."),
  encoding: z
    .enum(["utf-8", "utf-16le", "utf-16be", "windows-1252"])
    .optional()
    .describe("The text encoding. Default: detected."),
  thousands: z
    .enum([",", ".", " ", "'"])
    .optional()
    .describe("The separator between groups of three digits, where it cannot be detected."),
  comment: z
    .string()
    .min(1)
    .optional()
    .describe("The prefix of lines to ignore. Lines that start with # or % before the table are ignored without it.")
    .meta({ examples: ["#"] }),
  skipLines: z
    .int()
    .min(0)
    .optional()
    .describe("Number of lines to skip before the header. Default: detected.")
    .meta({ examples: [1] }),
  missingValues: z
    .array(z.string())
    .optional()
    .describe(
      "Texts to read as missing values, in addition to empty fields. They replace the default list (NA, " +
        "None, ? and others).",
    )
    .meta({ examples: [["NA", "-"]] }),
  units: z
    .record(z.string(), z.string().min(1))
    .optional()
    .describe("The unit written next to the numbers of a column; percent divides them by 100.")
    .meta({ examples: [{ weight: "kg", share: "percent" }] }),
  ordinal: z
    .record(z.string(), z.array(z.string()).min(2))
    .optional()
    .describe(
      "Text columns with an order, each with its values from first to last. Other text columns are one-hot encoded.",
    )
    .meta({ examples: [{ size: ["small", "medium", "large"] }] }),
  dates: z
    .record(z.string(), z.array(z.enum(["year", "month", "day", "weekday", "hour", "minute", "cyclic"])).min(1))
    .optional()
    .describe(
      "Columns of dates or times, each with the parts to use as inputs; cyclic encodes month, day, " +
        "weekday, hour and minute as sine and cosine.",
    )
    .meta({ examples: [{ arrival: ["year", "month", "weekday"], start: ["hour", "cyclic"] }] }),
  dateOrder: z
    .enum(["dmy", "mdy", "ymd"])
    .optional()
    .describe("The order of day, month and year in dates such as 3/1/2024, where a column in data.dates is ambiguous.")
    .meta({ examples: ["dmy"] }),
  missing: z
    .enum(["error", "drop", "mean", "category"])
    .default("error")
    .describe(
      "How to handle missing values: report an error, drop the row, use the column's mean, or make them a " +
        "category of their own.",
    ),
  ...common,
});

/** Keys common to all table formats, except files. */
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

/** Missing values, for formats that have a null value. */
const missingValues = z
  .array(z.string())
  .optional()
  .describe("Texts to read as missing values, in addition to empty cells, null and NaN.")
  .meta({ examples: [["NA", "-"]] });

const excel = z.strictObject({
  format: z.literal("excel").describe("A sheet of an Excel workbook (.xlsx)."),
  path: path.describe("The workbook."),
  testPath: path.optional().describe("A workbook that contains the test examples in a sheet of the same name."),
  sheet: z
    .union([z.string(), z.int().min(1)])
    .optional()
    .describe("Name of the sheet, or its number from 1. Default: the first sheet."),
  header: z.boolean().optional().describe("Whether the first row contains the column names. Default: detected."),
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
  // It contains only numbers, and omitted values are 0.
  ...records("svmlight", "The text format of svmlight and libsvm.", "The file of lines such as 1 3:0.5 7:2").omit({
    missingValues: true,
  }).shape,
  label: csv.shape.label.default("label").describe('The column to learn: "label", the number that begins each line.'),
});

const npz = z.strictObject({
  format: z.literal("npz").describe("Arrays of a NumPy .npz file."),
  path: path.describe("The NumPy .npz file, or a folder of .npy files named after the keys."),
  keys: z
    .strictObject({
      x: z.string().describe("Inputs of the training examples."),
      y: z.string().describe("Labels of the training examples."),
      testX: z.string().optional().describe("Inputs of the test examples."),
      testY: z.string().optional().describe("Labels of the test examples."),
    })
    .describe("Names of the arrays that contain inputs and labels.")
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
  format: z.literal("images").describe("Image files in one folder per class."),
  path: path.describe(
    "A folder that contains one folder of images per class, or the folders train, test and val with such folders.",
  ),
  testPath: path.optional().describe("A folder of the same structure with the test images."),
  size: z
    .tuple([z.int().min(1), z.int().min(1)])
    .optional()
    .describe("Height and width to resize every image to. Default: the size of the first image."),
  grey: z
    .boolean()
    .optional()
    .describe("Whether to convert images to grayscale. Default: the color mode of the first image."),
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
  .describe("The data to train on. Paths are relative to the config file.")
  .meta({ examples: [{ format: "builtin", name: "mnist", validation: { examples: 10000 } }] });

export type DataConfig = z.output<typeof dataSchema>;
