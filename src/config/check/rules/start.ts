/** Checks the config against the weights file that it starts from. */
import type { Cited } from "../../../messages/said";
import type { ResolvedConfig } from "../../schema/resolve";
import { type Diagnostic, report, setTo } from "../finding";

export interface StartFacts {
  /** Activation of each layer of the file, and the alpha that all its units share. */
  layers: { activation?: string | undefined; alpha?: number | "several" | undefined }[];
  /** Input scaling: same as data.scaling, converted into the weights, or not in the file. */
  scaling: "same" | "converted" | "unknown";
  /** Unit of a regression's targets. */
  targets: "same" | "converted" | "unknown";
  /** Order of the classes; unknown if their names differ. */
  classes: "same" | "reordered" | "unknown";
  /** Notes on omitted or rounded values. */
  remarks: (Cited & { values?: Record<string, unknown> | undefined })[];
}

const path = ["training", "start"];

export function checkStart(config: ResolvedConfig, facts: StartFacts): Diagnostic[] {
  return [...checkActivations(config, facts), ...checkScales(facts)];
}

function checkActivations({ layers }: ResolvedConfig, facts: StartFacts): Diagnostic[] {
  const last = layers.length - 1;
  return layers.flatMap(({ activation, alpha = 0, learnAlpha }, l) => {
    const found = facts.layers[l];
    if (found?.activation === undefined) return [];
    if (found.activation !== activation) {
      // Programs that compute the cost from logits omit softmax or sigmoid from the network.
      if (l === last && found.activation === "linear" && (activation === "softmax" || activation === "sigmoid"))
        return [];
      const key = ["layers", l, "activation"];
      return [report("start-activation", key, { found: found.activation, activation }, setTo(key, found.activation))];
    }
    if (found.alpha === undefined || learnAlpha || found.alpha === Math.fround(alpha)) return [];
    if (found.alpha === "several") {
      const key = ["layers", l, "learnAlpha"];
      return [report("start-activation/alphas", key, { activation, alpha }, setTo(key, true))];
    }
    const key = ["layers", l, "alpha"];
    const number = Number(found.alpha.toPrecision(7));
    return [report("start-activation/alpha", key, { activation, found: number, alpha }, setTo(key, number))];
  });
}

function checkScales({ scaling, targets, classes, remarks }: StartFacts): Diagnostic[] {
  const diagnostics: Diagnostic[] = [];
  if (targets === "unknown") diagnostics.push(report("start-targets", path, {}));
  if (scaling === "unknown") diagnostics.push(report("start-scaling", path, {}));
  if (scaling === "converted") diagnostics.push(report("start-converted/scaling", path, {}));
  if (targets === "converted") diagnostics.push(report("start-converted/targets", path, {}));
  if (classes === "reordered") diagnostics.push(report("start-converted/classes", path, {}));
  for (const remark of remarks) diagnostics.push(report("start-converted/remark", path, { remark }));
  return diagnostics;
}
