/** Writes a config for a person's data that trains well as it is and passes its check. */
import { dataSchema } from "../../config/schema/data";
import type { Dataset } from "../../data/dataset";
import { loadData } from "../../data/load";
import { suggestData } from "../../data/suggest";
import { describeFindings } from "../../data/suggest/remarks";
import type { Ambiguity, Answers, Choice } from "../../data/suggest/suggestion";
import type { TargetKind } from "../../data/suggest/targetKind";
import { summarize } from "../../data/summary";
import { refuseFaulty } from "./refuseFaulty";
import { dataLines } from "./suggestedData";

export interface SuggestedConfig {
  /** The file's text. */
  text: string;
  /** The data in one line. */
  summary: string;
  /** What is learned, and what shows it. */
  target: TargetKind;
  /** Where a person can choose: the columns or arrays that can be the target, and the one that is. */
  labels?: Choice[];
  label?: string;
  /** A number that is one thing or another. */
  ambiguity?: Ambiguity;
  /** Of a workbook. */
  sheets?: Choice[];
}

/**
 * @param folder of the config to be written; @param answers what a person answered
 * Throws a NetworkError where the data cannot be read, or `check` would refuse what is made of it.
 */
export async function suggestConfig(path: string, folder: string, answers: Answers = {}): Promise<SuggestedConfig> {
  const suggestion = await suggestData(path, folder, answers);
  const { data, task, target, labels, label, ambiguity, sheets } = suggestion;
  const output = task === "regression" ? "linear" : "softmax";
  const cost = task === "regression" ? "quadratic" : "cross-entropy";
  const config = dataSchema.parse(data);
  const dataset = await loadData(config, { baseDir: folder, seed: 1, cost, activation: output });
  const summary = summarize(dataset).text;
  const remarks = describeFindings(dataset.findings ?? []);
  const text = write(dataLines(suggestion, summary, remarks), dataset, { output, cost });
  await refuseFaulty(text, { folder, name: String(data.path ?? data.trainImages) });
  return {
    text,
    summary,
    target,
    ...(labels && { labels }),
    ...(label !== undefined && { label }),
    ...(ambiguity && { ambiguity }),
    ...(sheets && { sheets }),
  };
}

/**
 * One hidden layer, wider for more inputs; adam at a usual rate; enough steps, with early stopping against too many.
 */
function write(
  data: string,
  { inputs, train, validation }: Dataset,
  { output, cost }: { output: string; cost: string },
): string {
  const units = inputs > 200 ? 100 : inputs > 20 ? 64 : 32;
  const batchSize = Math.min(train.count, train.count > 20000 ? 100 : train.count > 1000 ? 32 : 16);
  const steps = Math.ceil(train.count / batchSize);
  const epochs = Math.min(200, Math.max(20, Math.round(15000 / steps)));
  const learningRate = inputs > 200 ? 0.001 : 0.003;
  // Without validation examples there is nothing to stop by.
  const patience = Math.max(5, Math.round(epochs / 5));
  const stopping = validation ? `,\n    "earlyStopping": { "patience": ${patience} }` : "";
  return `{
  "version": 1,
  "data": {
${data}
  },
  "layers": [
    { "units": ${units}, "activation": "relu", "initialization": "he" },
    { "units": ${train.outputs}, "activation": "${output}" } // the output layer: one unit per ${output === "linear" ? "quantity" : "class"}
  ],
  "cost": "${cost}",
  "training": {
    "epochs": ${epochs},
    "batchSize": ${batchSize},
    "seed": 1,
    "optimizer": { "type": "adam", "learningRate": ${learningRate} }${stopping}
  }
}
`;
}
