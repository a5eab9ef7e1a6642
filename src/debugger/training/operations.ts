/** The operations of one training step, and the matrices that each computes. */
import type { Operation } from "../../core/backend";
import type { Network, TrainingSettings } from "../../core/network";
import { say } from "../language";

type Pass = "input" | "forward propagation" | "cost" | "backpropagation" | "update";

export interface StepOperation {
  readonly operation: Operation;
  readonly title: string;
  readonly pass: Pass;
  /** Layer, from 0; absent for operations of no layer. */
  readonly layer?: number;
  /** Names of the matrices that the operation computes. */
  readonly writes: readonly string[];
}

/** Returns the operations in the order of training; each gradient precedes its update. */
export function operationsOf(network: Network, operations: readonly Operation[], settings: TrainingSettings) {
  return operations.map(
    (operation): StepOperation => ({ operation, ...describeOperation(operation, network, settings) }),
  );
}

export function describeOperation(
  operation: Operation,
  { spec, layers }: Network,
  { optimizer, regularization: { l1, l2 } }: TrainingSettings,
): Omit<StepOperation, "operation"> {
  switch (operation.op) {
    case "gather":
      return { title: `${say("read the minibatch")} · z0, y`, pass: "input", writes: ["z0", "y"] };
    case "forward": {
      const { index: layer, activation } = operation.layer;
      const l = layer + 1;
      const dropped = operation.dropout ? say(", with dropout") : "";
      const title = `${say("forward layer {0}", l)} · s${l} = z${layer}·W${l} + b${l}, z${l} = ${activation}(s${l})${dropped}`;
      return { title, pass: "forward propagation", layer, writes: [`s${l}`, `z${l}`] };
    }
    case "measure":
      return { title: say("cost · {0} of {1} and y", spec.cost, `z${layers.length}`), pass: "cost", writes: ["cost"] };
    case "outputError": {
      const { index: layer } = operation.layer;
      const title = `${say("output error")} · delta${layer + 1} = ∂cost/∂s${layer + 1}`;
      return { title, pass: "backpropagation", layer, writes: [`delta${layer + 1}`] };
    }
    case "backpropagate": {
      const { index: layer } = operation.layer;
      const l = layer + 1;
      const title = `${say("error of layer {0}", l)} · delta${l} = (delta${l + 1}·W${l + 1}ᵀ) ∘ f′(s${l})`;
      return { title, pass: "backpropagation", layer, writes: [`delta${l}`] };
    }
    case "gradient": {
      const { index: layer } = operation.layer;
      const l = layer + 1;
      const penalty = l1 > 0 || l2 > 0 ? ` + ${say("penalty")}` : "";
      const rows = say("rows");
      const title = `${say("gradient of layer {0}", l)} · GW${l} = z${layer}ᵀ·delta${l} / ${rows}${penalty}, Gb${l} = Σ delta${l} / ${rows}`;
      const writes = [`GW${l}`, `Gb${l}`, ...(operation.Galpha ? [`Galpha${l}`] : [])];
      return { title, pass: "update", layer, writes };
    }
    case "update": {
      const { index: layer, learnAlpha } = operation.layer;
      const l = layer + 1;
      const isPlain = optimizer.type === "sgd" && optimizer.momentum === 0;
      const how = isPlain
        ? `W${l} ← W${l} − η·GW${l}, b${l} ← b${l} − η·Gb${l}`
        : say("{0} by {1} of {2}", `W${l}, b${l}`, optimizer.type, `GW${l}, Gb${l}`);
      const title = `${say("update layer {0}", l)} · ${how}`;
      return { title, pass: "update", layer, writes: [`W${l}`, `b${l}`, ...(learnAlpha ? [`alpha${l}`] : [])] };
    }
  }
}
