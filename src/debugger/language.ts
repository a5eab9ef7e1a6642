/** The debugger's language: that of the client, if the extension has its texts; otherwise English, as in a terminal. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { translated } from "../messages";
import { inEnglish as englishMessage, type SayMessage } from "../messages/said";
import { inEnglish, type Say } from "../messages/say";

let texts: Readonly<Record<string, string>> = {};
/** Returns an error's message in the language. */
let errorText: SayMessage = englishMessage;

/** Returns `text` in the language, with `values` in place of {0}, {1}, … */
export const say: Say = (text, ...values) => inEnglish(texts[text] ?? text, ...values);

/** Returns an error's message in the language; English if it has no text. */
export const sayError: SayMessage = (error) => errorText(error);

/** @param locale of the client, such as "de" or "en-US" */
export async function speak(locale = "en"): Promise<void> {
  const [language = "en"] = /^[a-z]{2,3}\b/.exec(locale) ?? [];
  texts = textsOf(language);
  if (language !== "de") return;
  const { germanTexts } = await import("./german.js");
  errorText = (error) => translated(error, germanTexts);
}

/** Reads the texts that the extension has beside its programs; English has none. */
function textsOf(language: string): Readonly<Record<string, string>> {
  try {
    return JSON.parse(readFileSync(join(__dirname, "..", "l10n", `bundle.l10n.${language}.json`), "utf8"));
  } catch {
    return {};
  }
}

type Pass = "input" | "forward propagation" | "cost" | "backpropagation" | "gradients" | "update" | "end";

/** Returns the name of a pass, or of a phase of an example. */
export function passText(pass: Pass): string {
  switch (pass) {
    case "input":
      return say("input");
    case "forward propagation":
      return say("forward propagation");
    case "cost":
      return say("cost");
    case "backpropagation":
      return say("backpropagation");
    case "gradients":
      return say("gradients");
    case "update":
      return say("update");
    case "end":
      return say("end");
  }
}

/** @param names of matrices */
export const notFiniteText = (names: readonly string[]): string =>
  say("{0} hold values that are not finite.", names.join(say(" and ")));
