/** Writes a config for a file of data that trains well as it is. */
import { dataSchema } from "../../config/schema/data";
import type { Dataset } from "../../data/dataset";
import { loadData } from "../../data/load";
import { suggestData } from "../../data/suggest";
import { summarize } from "../../data/summary";

export interface SuggestedConfig {
  /** The file's text. */
  text: string;
  /** The data in one line. */
  summary: string;
  /** Of a table: the columns that can be the target, and the one that is. */
  labels?: string[];
  label?: string;
}

const outputs = { classification: "softmax", "multi-label": "sigmoid", regression: "linear" } as const;
/** What has a unit of its own, by the activation of the output layer. */
const unitOf = { softmax: "class", sigmoid: "label", linear: "quantity" } as const;

/** @param folder of the config to be written. Throws a NetworkError where the data cannot be read. */
export async function suggestConfig(path: string, folder: string, wantedLabel?: string): Promise<SuggestedConfig> {
  const { data, task, labels } = await suggestData(path, folder, wantedLabel);
  const output = outputs[task];
  const cost = task === "regression" ? "quadratic" : "cross-entropy";
  const config = dataSchema.parse(data);
  const dataset = await loadData(config, { baseDir: folder, seed: 1, cost, activation: output });
  const label = "label" in config && typeof config.label === "string" ? config.label : undefined;
  return {
    text: write(data, dataset, { output, cost }),
    summary: summarize(dataset).text,
    ...(labels && { labels }),
    ...(label !== undefined && { label }),
  };
}

/**
 * One hidden layer, wider for more inputs; adam at a usual rate; enough steps, with early stopping against too many.
 */
function write(
  data: object,
  { inputs, train }: Dataset,
  { output, cost }: { output: keyof typeof unitOf; cost: string },
): string {
  const units = inputs > 200 ? 100 : inputs > 20 ? 64 : 32;
  const batchSize = train.count > 20000 ? 100 : train.count > 1000 ? 32 : 16;
  const steps = Math.ceil(train.count / batchSize);
  const epochs = Math.min(200, Math.max(20, Math.round(15000 / steps)));
  const learningRate = inputs > 200 ? 0.001 : 0.003;
  const parts = Object.entries(data).map(([key, value]) => `    ${JSON.stringify(key)}: ${spaced(value)}`);
  return `{
  "version": 1,
  "data": {
${parts.join(",\n")}
  },
  "layers": [
    { "units": ${units}, "activation": "relu", "initialization": "he" },
    { "units": ${train.outputs}, "activation": "${output}" } // the output layer: one unit per ${unitOf[output]}
  ],
  "cost": "${cost}",
  "training": {
    "epochs": ${epochs},
    "batchSize": ${batchSize},
    "seed": 1,
    "optimizer": { "type": "adam", "learningRate": ${learningRate} },
    "earlyStopping": { "patience": ${Math.max(5, Math.round(epochs / 5))} }
  }
}
`;
}

/** JSON on one line, with spaces. */
function spaced(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spaced).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${JSON.stringify(key)}: ${spaced(inner)}`)
    .join(", ")} }`;
}
