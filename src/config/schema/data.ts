/** The `data` key of a network config: where the examples come from and how they are split and scaled. */
import * as z from "zod";

const path = z.string().min(1);

const share = z
  .union([
    z.strictObject({ examples: z.int().min(0).describe("How many examples.") }),
    z.strictObject({ fraction: z.number().min(0).lt(1).describe("The share of the examples, from 0 to below 1.") }),
  ])
  .meta({ examples: [{ examples: 10000 }, { fraction: 0.2 }] });

/** What every format has besides its own keys. */
const common = {
  validation: share
    .optional()
    .describe(
      "Training examples held back to validate on after each epoch: the last ones for builtin, idx and pickle, a seeded, stratified draw for csv, npz and images.",
    ),
  test: share.optional().describe("Examples held back as the test set, only where the data has no test file."),
  scaling: z
    .enum(["none", "unit", "minmax", "standardize", "auto"])
    .default("auto")
    .describe(
      "How inputs are scaled: unit divides bytes by 255, minmax maps each column to 0…1, standardize to mean 0 and deviation 1; auto takes unit for bytes and standardize for other numbers.",
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
  limit: z.int().min(1).optional().describe("Take only the first so many training examples."),
  task: z
    .enum(["classification", "regression"])
    .optional()
    .describe("What is learned; inferred from the cost and the labels when left out."),
};

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
  ...common,
});

const csv = z.strictObject({
  format: z.literal("csv").describe("A table of separated values."),
  path: path.describe("The CSV file."),
  testPath: path.optional().describe("A CSV file with the test examples."),
  label: z
    .union([z.string(), z.array(z.string()).min(1)])
    .describe("The column to learn, or several columns for regression."),
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
    .max(4)
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
  missing: z
    .enum(["error", "drop", "mean", "category"])
    .default("error")
    .describe("What to do with missing values: error, drop the row, take the column's mean, or a category of its own."),
  ...common,
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
  ...common,
});

const pickle = z.strictObject({
  format: z.literal("pickle").describe("A Python pickle such as mnist.pkl.gz."),
  path: path.describe("A pickle of (training, validation, test) pairs of arrays, plain or .gz, such as mnist.pkl.gz."),
  ...common,
});

const images = z.strictObject({
  format: z.literal("images").describe("A folder of pictures for each class."),
  path: path.describe("A folder with one folder of PNG or JPEG pictures per class."),
  testPath: path.optional().describe("A folder of the same form with the test pictures."),
  size: z
    .tuple([z.int().min(1), z.int().min(1)])
    .optional()
    .describe("Height and width that every picture is brought to."),
  grey: z.boolean().optional().describe("Make the pictures grey."),
  ...common,
});

export const dataSchema = z
  .discriminatedUnion("format", [builtin, idx, csv, npz, pickle, images])
  .describe("Where the examples come from. Relative paths start at the config file.")
  .meta({ examples: [{ format: "builtin", name: "mnist", validation: { examples: 10000 } }] });

export type DataConfig = z.output<typeof dataSchema>;
