/** The update of a layer's parameters, equation by equation, from computed gradients. */
import type { Matrix, Minibatch, Plan, Update } from "../../core/backend";
import { stateNames } from "../../core/optimizers";
import type { TrainingReplay } from "../../trainer/replay/replay";
import type { NamedMatrix } from "../matrices";
import { equationsOf, type Quantity } from "./optimizerEquations";
import type { ElementStep, Outcome, Read } from "./steps";

type Parameter = "W" | "b" | "alpha";

/** Returns the parameters that an update changes: W, and b and alpha if they are learned. */
export const updated = ({ layer, alphaGradient }: Update): Parameter[] => [
  "W",
  ...(layer.bias ? (["b"] as const) : []),
  ...(alphaGradient ? (["alpha"] as const) : []),
];

/** Names of the updated parameter and of the optimizer's state, as used by `readUpdate`. */
const after = (name: string): string => `new${name}`;
const nameOf = (quantity: Quantity, name: string): string =>
  ({ parameter: name, gradient: `G${name}` })[quantity as string] ?? `${quantity}${name}`;

/** Returns a reader of the values before and after an update; the network itself is restored. */
export async function readUpdate(
  update: Update,
  plan: Plan,
  { training, backend }: Pick<TrainingReplay, "training" | "backend">,
  read: Read,
): Promise<Read> {
  const { layer, optimizer, state } = update;
  const found = new Map<string, NamedMatrix>();
  const parameters = updated(update).map((parameter) => ({ parameter, name: `${parameter}${layer.index + 1}` }));
  const keep = async (name: string, matrix: Matrix) => {
    const { rows, columns } = matrix;
    found.set(name, { name, rows, columns, values: await backend.read(matrix) });
  };
  for (const { parameter, name } of parameters) {
    await keep(name, layer[parameter]);
    for (const [i, kind] of stateNames(optimizer).entries()) await keep(`${kind}${name}`, state[parameter][i]);
  }
  const before = await training.network.readParameters();
  await training.execute(plan);
  for (const { parameter, name } of parameters) await keep(after(name), layer[parameter]);
  await training.network.writeParameters(before);
  return async (name) => found.get(name) ?? read(name);
}

/** @param name of the parameter, layers from 1; @param read that of `readUpdate` */
export async function updateSteps(
  { optimizer, regularization }: Update,
  minibatch: Minibatch,
  read: Read,
  name: string,
): Promise<{ steps: ElementStep[]; outcome: Outcome }> {
  const { rows, columns, values } = await read(name);
  const l2 = name.startsWith("W") ? regularization.l2 : 0;
  let now = new Map<Quantity, Float32Array>([
    ["parameter", values],
    ["gradient", (await read(`G${name}`)).values],
  ]);
  for (const kind of stateNames(optimizer)) now.set(kind as Quantity, (await read(`${kind}${name}`)).values);
  const steps: ElementStep[] = [];
  for (const { head, of, formula, value } of equationsOf(optimizer, { l2 }, minibatch)) {
    const known = now;
    const numberOf = (quantity: Quantity, at: number) => known.get(quantity)?.[at] ?? Number.NaN;
    const made = values.map((_, at) => value((quantity) => numberOf(quantity, at)));
    steps.push({
      head,
      of: nameOf(of, name),
      // State that is kept between minibatches.
      sign: known.has(of) ? "←" : "=",
      formula: (index) =>
        formula(
          (quantity) => `${nameOf(quantity, name)}${index}`,
          (symbol) => symbol,
        ),
      numbers: (at) =>
        formula(
          (quantity) => String(numberOf(quantity, at)),
          (_, constant) => String(Number(constant.toPrecision(7))),
        ),
      result: { name: of === "parameter" ? after(name) : nameOf(of, name), rows, columns, values: made },
    });
    now = new Map(known).set(of, made);
  }
  const own = { name, rows, columns, values: now.get("parameter") ?? values };
  return { steps, outcome: { own, backend: { ...(await read(after(name))), name } } };
}
