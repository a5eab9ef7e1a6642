/** Errors of requests of the panel or the debugger: about an example, a layer, a set or a setting. */
import { errorsOf } from "./message";

const request = errorsOf("request");
const data = errorsOf("data");
const run = errorsOf("run");

export const requestMessages = {
  "bad-example": request<{ values: number; inputs: number }>(
    ({ values, inputs }) => `${values} values for a network of ${inputs} inputs; give one value per input`,
  ),
  "bad-example/debugger": request<{ values: number; inputs: number }>(
    ({ values, inputs }) => `example: ${values} values for a network of ${inputs} inputs; give one value per input`,
  ),
  "no-example/index": data<{ set: string; count: number; index: number }>(
    ({ set, count, index }) => `example: there is no ${set} example ${index}; give an index from 0 to ${count - 1}`,
  ),
  "no-example/class": data<{ set: string; name: string }>(
    ({ set, name }) => `no ${set} example is of class ${name}; choose another class`,
  ),
  "no-set": data<{ set: string }>(({ set }) => `this run has no ${set} examples; choose another set`),
  "no-set/mark": data<{ set: string; other?: string }>(({ set, other }) => {
    const instead = other === undefined ? "" : `, or use --set ${other}`;
    return `this run has no ${set} examples; add "${set}" to "data" of its config and train again${instead}`;
  }),
  "no-metric": data<{ metric: string; set: string }>(
    ({ metric, set }) =>
      `the ${set} examples have no ${metric}: they lack a class, or all have one target; use another metric`,
  ),
  "no-metric/importance": data<{ set: string }>(
    ({ set }) => `R² of the ${set} examples is undefined, because all have one target; use another set`,
  ),
  "no-columns": request(() => "pictures have no columns; see the saliency of an example"),
  "no-columns/many": request<{ columns: number }>(
    ({ columns }) =>
      `the importance of ${columns} columns takes too long here; use matrix-network explain in a terminal`,
  ),
  "no-feature": request<{ feature: number | string; names: readonly string[] }>(
    ({ feature, names }) => `there is no column ${feature}; the columns are ${names.join(", ")}`,
  ),
  "no-answer": request<{ name: string; names: readonly string[] }>(
    ({ name, names }) => `the network has no answer "${name}"; its answers are ${names.join(", ")}`,
  ),
  "no-classes/turn": request(() => "this network predicts quantities, not classes; see the columns' importance"),
  "no-classes": request(() => "this network predicts quantities, not classes; see its RMSE and R²"),
  "no-dates": request<{ column: string }>(
    ({ column }) => `"${column}" is not a date or time column of this network; enter its inputs`,
  ),
  "no-quantities": request(() => "this network predicts classes, not quantities; see its confusion matrix"),
  "no-target": request<{ target: number; outputs: number; names: readonly string[] }>(
    ({ target, outputs, names }) =>
      `target ${target} of ${outputs} (${names.join(", ")}) does not exist; targets are counted from 0`,
  ),
  "not-now": request<{ at: string | number }>(
    ({ at }) => `a training process answers only for its current state, not for ${at}; read its run folder`,
  ),
  "no-layer": request<{ layer: number; layers: number }>(
    ({ layer, layers }) => `layer ${layer} does not exist: the network has ${layers} layers; they are counted from 0`,
  ),
  "no-layer/config": request<{ file: string; layer: number | undefined }>(
    ({ file, layer }) => `${file}: layer ${layer} does not exist; layers are counted from 0`,
  ),
  "no-map/overflow": request<{ set: string }>(
    ({ set }) => `the activations of these weights overflow on the ${set} examples; choose another epoch`,
  ),
  "no-map/few": request<{ set: string; count: number; least: number }>(
    ({ set, count, least }) =>
      `a map needs ${least} examples or more, and there are ${count} ${set} examples; choose another set`,
  ),
  "bad-order": request<{ named: number; units: number }>(
    ({ named, units }) => `the order names ${named} units, the layer has ${units}; name each unit once`,
  ),
  "no-neuron": request(() => "this network is not a single neuron with two inputs; its cost has more dimensions"),
  "no-plane": request<{ inputs: number }>(
    ({ inputs }) => `this network has ${inputs} inputs; the playground draws networks with two`,
  ),
  "shapes-differ/layers": run<{ own: number; other: number }>(
    ({ own, other }) =>
      `the networks have ${own} layers and ${other}; weights can be compared only between networks of one shape`,
  ),
  "shapes-differ": run<{ layer: number; own: readonly number[]; other: readonly number[] }>(
    ({ layer, own, other }) =>
      `layer ${layer}: the weights are [${own.join(", ")}] and [${other.join(", ")}]; ` +
      "only matrices of one shape can be compared",
  ),
  "not-changeable": request<{ path: string; changeable: readonly string[] }>(
    ({ path, changeable }) => `${path}: cannot change while training; these settings can: ${changeable.join(", ")}`,
  ),
  "bad-value/positive": request<{ path: string; value: unknown }>(
    ({ path, value }) => `${path}: ${JSON.stringify(value)} must be more than 0`,
  ),
  "bad-value/not-negative": request<{ path: string; value: unknown }>(
    ({ path, value }) => `${path}: ${JSON.stringify(value)} must be 0 or more`,
  ),
  "bad-value/integer": request<{ path: string; value: unknown; min: number }>(
    ({ path, value, min }) => `${path}: ${JSON.stringify(value)} must be a whole number of at least ${min}`,
  ),
  "bad-value/finite": request<{ path: string; value: unknown }>(
    ({ path, value }) => `${path}: ${JSON.stringify(value)} must be a finite number`,
  ),
  "not-timed": request<{ units: number; outputs: number }>(
    ({ units, outputs }) => `${units} output units for ${outputs} outputs; make them equal`,
  ),
};
