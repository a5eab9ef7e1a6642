/** Describes an activation function: plot, formulas, when to use it. */

import { MarkdownString } from "vscode";
import { activationDescriptions } from "../../config/editor/explain/activations";
import type { ActivationName } from "../../core/names";
import { translatedText } from "../base/translated";
import { activationPicture } from "./activationPicture";

export const isActivation = (name: unknown): name is ActivationName =>
  typeof name === "string" && Object.hasOwn(activationDescriptions, name);

export function activationText(name: ActivationName, alpha?: number): MarkdownString {
  const { formula, derivative, use } = activationDescriptions[name];
  const [f, slope, when] = [formula, derivative, use].map(translatedText);
  const text = new MarkdownString(`${activationPicture(name, alpha)}\n\n`);
  return text.appendMarkdown(`f(s) = ${f}  \nf'(s) = ${slope}\n\n${when}`);
}
