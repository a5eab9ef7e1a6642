/** Layers and cost: which go together. */

import type { CostName } from "../../../core/names";
import type { LayerConfig } from "../../schema";
import { error, leaveOut, type Remark, setTo, warning } from "../finding";

/** @param cost the config's, or its default */
export function layerRemarks(layers: LayerConfig[], cost: CostName): Remark[] {
  return [...layers.flatMap((_, index) => layerRemarksAt(layers, index)), ...outputRemarks(layers, cost)];
}

function layerRemarksAt(layers: LayerConfig[], index: number): Remark[] {
  const layer = layers[index];
  const isOutput = index === layers.length - 1;
  const at = (key: string) => ["layers", index, key];
  const remarks: Remark[] = [];
  const hasAlpha = layer.activation === "prelu" || layer.activation === "elu";
  if (!hasAlpha && layer.alpha !== undefined) {
    remarks.push(
      warning("alpha-unused", at("alpha"), `${layer.activation} has no alpha; leave it out`, leaveOut(at("alpha"))),
    );
  }
  if (!hasAlpha && layer.learnAlpha) {
    remarks.push(
      warning(
        "alpha-unused",
        at("learnAlpha"),
        `${layer.activation} has no alpha to learn; leave it out`,
        leaveOut(at("learnAlpha")),
      ),
    );
  }
  if (isOutput && layer.dropout > 0) {
    // A dropped output cannot come near its target, and its error says nothing about the weights.
    const message =
      "outputs cannot be dropped, they are what is compared with the targets; put dropout on hidden layers";
    remarks.push(error("dropout-output", at("dropout"), message, leaveOut(at("dropout"))));
  }
  if (!isOutput && layer.activation === "softmax") {
    const message =
      "softmax in a hidden layer lets its units share a sum of 1 and slows learning; use relu, prelu or tanh";
    remarks.push(warning("softmax-hidden", at("activation"), message, setTo(at("activation"), "relu")));
  }
  if (!isOutput && layer.initialization === "zeros" && layer.units > 1) {
    const message = "units that all start from zeros stay the same as each other; use another initialization";
    remarks.push(warning("zeros-hidden", at("initialization"), message, leaveOut(at("initialization"))));
  }
  return remarks;
}

function outputRemarks(layers: LayerConfig[], cost: CostName): Remark[] {
  const output = layers[layers.length - 1];
  const at = (key: string) => ["layers", layers.length - 1, key];
  const { activation } = output;
  if (cost === "cross-entropy" && activation !== "softmax" && activation !== "sigmoid") {
    const message = `cross-entropy needs a softmax or sigmoid output layer, not ${activation}; change one of them, or take "quadratic"`;
    return [error("cost-activation", ["cost"], message, setTo(["cost"], "quadratic"))];
  }
  if (activation === "softmax" && output.units === 1) {
    const message = "softmax over a single unit is always 1; use sigmoid, or one unit per class";
    return [error("softmax-one-unit", at("activation"), message, setTo(at("activation"), "sigmoid"))];
  }
  if (cost === "quadratic" && activation === "softmax") {
    const message = 'quadratic learns slowly from a softmax output layer; "cross-entropy" goes with it';
    return [warning("softmax-quadratic", ["cost"], message, setTo(["cost"], "cross-entropy"))];
  }
  return [];
}
