/**
 * The event `edited`: a value set in the debugger during training. As in all events, layers count from 0 and names are
 * those of npz files; the debugger displays layers from 1.
 */
import * as z from "zod";
import { inEnglish, type Say } from "../messages/say";

const count = z.int().min(0);
const positive = z.int().min(1);
/** null: it was not finite. */
const figure = z
  .number()
  .nullable()
  .transform((value) => value ?? Number.NaN);

export const editedSchema = z.object({
  type: z.literal("edited"),
  /** Epoch of the edited minibatch. */
  epoch: positive,
  batch: positive,
  /**
   * The operation of the minibatch before which the value is set: `gather`, `forward L`, `measure`, `outputError L`,
   * `backpropagate L`, `gradient L` or `update L`, of layer L.
   */
  operation: z.string(),
  /** W0, b0 or alpha0; s0 or z0 of the minibatch; or learningRate, for this minibatch only. */
  target: z.string(),
  /** Row and column, for b and alpha only the unit; null: all of them. Absent: the whole target. */
  index: z.array(count.nullable()).optional(),
  /** The replaced value, or all replaced values, row by row. */
  from: z.union([figure, z.array(figure)]),
  /** One value for all elements, or one for each. */
  to: z.union([z.number(), z.array(z.number())]),
});

export type Edited = z.output<typeof editedSchema>;

/** Formats an edit as "W1[3,4] 0.5 → 0". */
export function shortEdit(edited: Pick<Edited, "target" | "index" | "from" | "to">, say = inEnglish): string {
  return `${editedName(edited)} ${describeValue(edited.from, say)} → ${describeValue(edited.to, say)}`;
}

/** Formats an edit as "W1[3,4] set in the debugger from 0.5 to 0 in epoch 5, in batch 120". */
export function describeEdit(edited: Omit<Edited, "type" | "operation">, say = inEnglish): string {
  const { epoch, batch } = edited;
  const name = edited.target === "learningRate" ? say("learning rate") : editedName(edited);
  const [from, to] = [edited.from, edited.to].map((value) => describeValue(value, say));
  return say("{0} set in the debugger from {1} to {2} in epoch {3}, in batch {4}", name, from, to, epoch, batch);
}

/** Returns the first edits of many, and the number of others. */
export function listEdits(
  edits: readonly Parameters<typeof shortEdit>[0][],
  most = maxListed,
  say = inEnglish,
): string[] {
  const more = edits.length - most;
  const listed = edits.slice(0, most).map((edit) => shortEdit(edit, say));
  return more > 0 ? [...listed, more === 1 ? say("1 more value set") : say("{0} more values set", more)] : listed;
}

const maxListed = 3;

/** Formats a target as in the debugger: "W1[3,4]", "z1[:,5]". */
function editedName({ target, index }: Pick<Edited, "target" | "index">): string {
  const name = target.replace(/\d+$/, (layer) => String(Number(layer) + 1));
  return index ? `${name}[${index.map((each) => each ?? ":").join(",")}]` : name;
}

/** "forward layer 2": the title of the operation in the debugger. */
export function describeOperation(operation: Edited["operation"], say = inEnglish): string {
  const [, op, index] = /^(\w+)(?: (\d+))?$/.exec(operation) ?? [];
  const layer = Number(index) + 1;
  switch (op) {
    case "gather":
      return say("read the minibatch");
    case "forward":
      return say("forward layer {0}", layer);
    case "measure":
      return say("cost");
    case "outputError":
      return say("output error");
    case "backpropagate":
      return say("error of layer {0}", layer);
    case "gradient":
      return say("gradient of layer {0}", layer);
    case "update":
      return say("update layer {0}", layer);
    default:
      return operation;
  }
}

/** Formats values as "0.5" or "3 values". */
function describeValue(values: number | readonly (number | null)[] | null, say: Say): string {
  if (typeof values === "object" && values !== null) {
    const all = new Set(values);
    return all.size === 1 ? describeValue([...all][0], say) : say("{0} values", values.length);
  }
  return values === null || Number.isNaN(values) ? say("not finite") : String(Number(values.toPrecision(4)));
}
