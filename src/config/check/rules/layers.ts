/** Checks the combination of layers and cost. */

import type { CostName } from "../../../core/names";
import type { LayerConfig } from "../../schema";
import { type Diagnostic, leaveOut, report, setTo } from "../finding";

/** @param cost the config's, or its default */
export function checkLayers(layers: LayerConfig[], cost: CostName): Diagnostic[] {
  return [...layers.flatMap((_, index) => checkLayer(layers, index)), ...checkOutput(layers, cost)];
}

function checkLayer(layers: LayerConfig[], index: number): Diagnostic[] {
  const layer = layers[index];
  const isOutput = index === layers.length - 1;
  const at = (key: string) => ["layers", index, key];
  const diagnostics: Diagnostic[] = [];
  const hasAlpha = layer.activation === "prelu" || layer.activation === "elu";
  if (!hasAlpha && layer.alpha !== undefined) {
    const path = at("alpha");
    diagnostics.push(report("alpha-unused", path, { activation: layer.activation }, leaveOut(path)));
  }
  if (!hasAlpha && layer.learnAlpha) {
    const path = at("learnAlpha");
    diagnostics.push(report("alpha-unused/learned", path, { activation: layer.activation }, leaveOut(path)));
  }
  if (isOutput && layer.dropout > 0) {
    // A dropped output cannot approach its target, and its error is unrelated to the weights.
    diagnostics.push(report("dropout-output", at("dropout"), {}, leaveOut(at("dropout"))));
  }
  if (!isOutput && layer.activation === "softmax") {
    diagnostics.push(report("softmax-hidden", at("activation"), {}, setTo(at("activation"), "relu")));
  }
  if (!isOutput && layer.initialization === "zeros" && layer.units > 1) {
    diagnostics.push(report("zeros-hidden", at("initialization"), {}, leaveOut(at("initialization"))));
  }
  return diagnostics;
}

function checkOutput(layers: LayerConfig[], cost: CostName): Diagnostic[] {
  const output = layers[layers.length - 1];
  const at = (key: string) => ["layers", layers.length - 1, key];
  const { activation } = output;
  if (cost === "cross-entropy" && activation !== "softmax" && activation !== "sigmoid") {
    return [report("cost-activation", ["cost"], { activation }, setTo(["cost"], "quadratic"))];
  }
  if (activation === "softmax" && output.units === 1) {
    return [report("softmax-one-unit", at("activation"), {}, setTo(at("activation"), "sigmoid"))];
  }
  if (cost === "quadratic" && activation === "softmax") {
    return [report("softmax-quadratic", ["cost"], {}, setTo(["cost"], "cross-entropy"))];
  }
  return [];
}
