/** Returns the call stack of a training: part of an operation, operation, pass, minibatch, epoch. */

import { passText, say } from "../language";
import type { Frame } from "../program";
import { minibatchAfter } from "./course";
import type { Navigator } from "./navigator";
import type { Targets } from "./targets";

export function framesOf({ stepper, place, inside }: Navigator, targets: Targets): Frame[] {
  const { batches, training } = stepper.replay;
  const { epochs } = training.config.training;
  const { epoch, batch } = minibatchAfter(place.done, batches);
  const line = (kind: "epochs" | "batchSize") => targets.lineOf({ kind });
  if (epoch > epochs) return [{ name: say("the end · every epoch is trained"), line: line("epochs") }];
  const { title, pass, layer } = stepper.operations[place.operation];
  const lineOfPass = pass === "input" ? "data" : "cost";
  const found =
    layer === undefined
      ? targets.lineOf({ kind: lineOfPass })
      : targets.lineOf({ kind: "layer", layer, part: "forward" });
  const at = found ?? line("batchSize");
  return [
    ...framesWithin(inside, at),
    { name: title, line: at },
    { name: passText(pass), line: line("batchSize"), isLabel: true },
    { name: say("minibatch {0} of {1}", batch, batches), line: line("batchSize") },
    { name: say("epoch {0} of {1}", epoch, epochs), line: line("epochs") },
  ];
}

function framesWithin(inside: Navigator["inside"], line: number | undefined): Frame[] {
  if (!inside) return [];
  const { parts, done } = inside;
  if (parts.end !== undefined) return [{ name: parts.all[done]?.title ?? parts.end, line }];
  const end =
    parts.difference === 0
      ? say("the result of the parts is identical to the operation, bit for bit")
      : say("the parts differ from the operation by at most {0}", parts.difference);
  return [{ name: parts.all[done]?.title ?? `${say("end of the parts")} · ${end}`, line }];
}
