/**
 * The steps of the output error (BP1): ∂cost/∂z = z − y, f′ unless the cost cancels it, the weight of the example's
 * class. Each step is rounded to float32.
 */
import { activations } from "../../core/activations";
import type { LayerParameters, OutputError } from "../../core/backend";
import { costs } from "../../core/costs";
import { exampleWeight } from "../../core/reference/forward";
import { say } from "../language";
import type { NamedMatrix } from "../matrices";
import type { ElementStep, Outcome, Read } from "./steps";

/** A step; `before` is the result of the preceding step, `name` its name. */
interface Step {
  readonly head: string;
  formula(name: string, index: string): string;
  numbers(before: Float32Array, at: number): string;
  value(before: Float32Array, at: number): number;
}

export async function outputErrorSteps(
  { layer, cost, classWeights }: OutputError,
  read: Read,
): Promise<{ steps: ElementStep[]; outcome: Outcome }> {
  const l = layer.index + 1;
  const [z, y, backend] = [await read(`z${l}`), await read("y"), await read(`delta${l}`)];
  const { rows, columns } = z;
  const { cancels } = costs[cost];
  const all: Step[] = [
    {
      head: cancels ? say("difference, as f′ of {0} cancels", layer.activation) : say("difference"),
      formula: (_, index) => `z${l}${index} − y${index}`,
      numbers: (_, at) => `${z.values[at]} − ${y.values[at]}`,
      value: (_, at) => z.values[at] - y.values[at],
    },
  ];
  if (!cancels) all.push(layer.activation === "softmax" ? jacobian(z) : await derivative(layer, read));
  if (classWeights) all.push(classWeight(classWeights, y));
  const steps: ElementStep[] = [];
  let now: Float32Array = new Float32Array(0);
  for (const [i, { head, formula, numbers, value }] of all.entries()) {
    const [before, nameBefore] = [now, steps.at(-1)?.of ?? ""];
    now = z.values.map((_, at) => value(before, at));
    const name = i === all.length - 1 ? `delta${l}` : `${i === 0 ? "difference" : "unweighted"}${l}`;
    steps.push({
      ...{ head, of: name, sign: "=", result: { name, rows, columns, values: now } },
      formula: (index) => formula(nameBefore, index),
      numbers: (at) => numbers(before, at),
    });
  }
  return { steps, outcome: { own: { ...backend, values: now }, backend } };
}

async function derivative({ index, activation }: LayerParameters, read: Read): Promise<Step> {
  if (activation === "softmax") throw new TypeError("softmax looks at a whole row");
  const l = index + 1;
  const { values, columns } = await read(`s${l}`);
  const alpha = activation === "prelu" || activation === "elu" ? await read(`alpha${l}`) : undefined;
  const f = activations[activation].derivative;
  const slope = (at: number) => Math.fround(f(values[at], alpha?.values[at % columns] ?? 0));
  return {
    head: say("derivative"),
    formula: (name, index) => `${name}${index} ∘ f′(s${l}${index})`,
    numbers: (before, at) => `${before[at]}·${slope(at)}`,
    value: (before, at) => before[at] * slope(at),
  };
}

/** Returns the derivative step of softmax, which depends on all units of the row. */
function jacobian({ name: zName, values: z, columns }: NamedMatrix): Step {
  const inner = (before: Float32Array, at: number) => {
    const first = at - (at % columns);
    let sum = 0;
    for (let k = first; k < first + columns; k++) sum = Math.fround(sum + Math.fround(before[k] * z[k]));
    return sum;
  };
  return {
    head: say("derivative"),
    formula: (name, index) => `${zName}${index} ∘ (${name}${index} − Σ ${name} ∘ ${zName})`,
    numbers: (before, at) => `${z[at]}·(${before[at]} − ${inner(before, at)})`,
    value: (before, at) => z[at] * Math.fround(before[at] - inner(before, at)),
  };
}

function classWeight(classWeights: Float32Array, { values, columns }: NamedMatrix): Step {
  const weight = (at: number) => {
    const first = at - (at % columns);
    return Math.fround(exampleWeight(classWeights, values.subarray(first, first + columns)));
  };
  return {
    head: say("class weight"),
    formula: (name, index) => `${name}${index} ∘ ${say("weight of the class")}`,
    numbers: (before, at) => `${before[at]}·${weight(at)}`,
    value: (before, at) => before[at] * weight(at),
  };
}
