/** Texts and findings of other folders in VS Code's language. What has no translation stays English. */
import { env, l10n } from "vscode";
import { type Finding, saidOf } from "../../config/check/finding";
import { inEnglish } from "../../messages/say";

/** Returns a text of a registry, which is shared with the terminal. */
export const translatedText = (text: string): string => l10n.bundle?.[text] ?? text;

type Translate = <Found extends Finding>(finding: Found) => Found;

let loaded: Promise<Translate | undefined> | undefined;

/** Returns undefined in English. Reads the messages once, from a file of their own. */
export function findingTranslator(): Promise<Translate | undefined> {
  loaded ??= load();
  return loaded;
}

async function load(): Promise<Translate | undefined> {
  if (!/^de\b/.test(env.language)) return undefined;
  const { germanLint } = await import("./german.js");
  return (finding) => {
    const said = finding[saidOf];
    return said ? { ...finding, message: germanLint(said.id, said.values) } : finding;
  };
}

/** Returns the title of a quick fix. */
export function fixTitle({ title, [saidOf]: said }: NonNullable<Finding["fix"]>): string {
  const text = said && l10n.bundle?.[said.text];
  return text ? inEnglish(text, ...said.values) : title;
}
