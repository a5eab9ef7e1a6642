/** Writes a config for the user's data that trains well unchanged and passes its check. */
import { dataSchema } from "../../config/schema/data";
import type { Dataset } from "../../data/dataset";
import { loadData } from "../../data/load";
import { suggestData } from "../../data/suggest";
import { describeFindings } from "../../data/suggest/remarks";
import type { Ambiguity, Answers, Choice } from "../../data/suggest/suggestion";
import type { TargetKind } from "../../data/suggest/targetKind";
import { summarize } from "../../data/summary";
import { refuseFaulty } from "./refuseFaulty";
import { dataLines, oneLine } from "./suggestedData";
import { suggestTraining } from "./suggestTraining";

export interface SuggestedConfig {
  /** Text of the config file. */
  text: string;
  /** Description of the data in one line. */
  summary: string;
  /** Kind of the target, and the evidence for it. */
  target: TargetKind;
  /** Columns or arrays that can be the target, and the chosen one, if there is a choice. */
  labels?: Choice[];
  label?: string;
  /** An ambiguous number, which can mean two things. */
  ambiguity?: Ambiguity;
  /** Sheets of a workbook. */
  sheets?: Choice[];
}

const outputs = { classification: "softmax", "multi-label": "sigmoid", regression: "linear" } as const;
/** Name of what each output unit stands for, by the activation of the output layer. */
const unitOf = { softmax: "class", sigmoid: "label", linear: "quantity" } as const;

interface Goal {
  output: keyof typeof unitOf;
  cost: string;
}

/**
 * @param folder of the config to be written; @param answers of the user
 * Throws a NetworkError if the data cannot be read, or if `check` would refuse the resulting config.
 */
export async function suggestConfig(path: string, folder: string, answers: Answers = {}): Promise<SuggestedConfig> {
  const suggestion = await suggestData(path, folder, answers);
  const { data, task, target, labels, label, ambiguity, sheets } = suggestion;
  const output = outputs[task];
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

function write(data: string, dataset: Dataset, { output, cost }: Goal): string {
  const { inputs, columns = [], train, validation, task } = dataset;
  const watched = validation?.count ?? 0;
  const categories = columns.filter(({ kind }) => kind === "one-hot").length;
  const size = { rows: train.count + watched, inputs, freeInputs: inputs - categories, trained: train.count, watched };
  const training = suggestTraining({ ...size, task });
  const { units, epochs, batchSize, learningRate, l2, earlyStopping } = training;
  const stopping = earlyStopping
    ? `"earlyStopping": ${oneLine(earlyStopping)}`
    : `"bestMetric": "cost" // too few validation examples to choose the best epoch by`;
  return `{
  "version": 1,
  "data": {
${data}
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
    "regularization": { "l2": ${l2} },
    ${stopping}
  }
}
`;
}
