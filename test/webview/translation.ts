/**
 * Finds texts of a page that cannot be translated. The page is opened with a language in which every text is put in
 * brackets, made from the texts that German translates: what a person sees without brackets has no translation.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { OpenedPage } from "./openPage";

/** Translations of VS Code in German. */
export const german: Readonly<Record<string, string>> = JSON.parse(
  readFileSync(join(__dirname, "..", "..", "l10n", "bundle.l10n.de.json"), "utf8"),
);

/** Translations in brackets: "⟦Cost⟧". */
export const bracketed: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(german).map((key) => [key, `⟦${key}⟧`]),
);

/** Abbreviations that are the same in every language. */
const everywhere = /\b(RMSE|MAE|AUC|min|ms)\b/g;

/**
 * Returns the texts without translation: of elements, of attributes that are shown or spoken, and of canvases.
 * @param data the words of the page's data
 */
export async function untranslated({ page }: OpenedPage, data: RegExp): Promise<string[]> {
  const texts = await page.evaluate(() => {
    const found = new Set<string>((window as unknown as { drawnTexts: Set<string> }).drawnTexts);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node instanceof Text && node.parentElement?.tagName !== "SCRIPT") found.add(node.data);
      if (!(node instanceof Element)) continue;
      for (const name of ["aria-label", "aria-valuetext", "aria-description", "title", "placeholder", "alt"]) {
        found.add(node.getAttribute(name) ?? "");
      }
    }
    return [...found];
  });
  const isLeft = (text: string) => /\p{L}{2}/u.test(outside(text).replace(everywhere, "").replace(data, ""));
  return texts.filter(isLeft);
}

/** Returns the text without its bracketed parts, which may contain each other. */
function outside(text: string): string {
  const less = text.replace(/⟦[^⟦⟧]*⟧/g, "");
  return less === text ? text : outside(less);
}
