/** The pages of this project, and their code. */
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

export const root = resolve(__dirname, "../..");

const markdownIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => `${folder}/${name.replaceAll("\\", "/")}`);

export const pages = ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"].concat(
  markdownIn("docs"),
  markdownIn("examples"),
);

export const readPage = (page: string): string => readFileSync(join(root, page), "utf8");

/** A fenced block of code; `language` is empty if it is not named. */
export interface CodeBlock {
  language: string;
  text: string;
}

export const codeBlocks = (page: string): CodeBlock[] =>
  [...readPage(page).matchAll(/^```(\w*)\n([\s\S]*?)^```$/gm)].map(([, language, text]) => ({ language, text }));

/** Returns every line of an indented or shell block without its `$`, and every inline code. */
export function codeLines(page: string): string[] {
  const text = readPage(page);
  const shell = codeBlocks(page).filter(({ language }) => ["bash", "console", "sh"].includes(language));
  const prose = text.replace(/^```[\s\S]*?^```$/gm, "");
  const indented = [...prose.matchAll(/^ {4}(\S.*)$/gm)].map(([, line]) => line);
  const inline = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code);
  const lines = [...shell.flatMap((block) => block.text.split("\n")), ...indented, ...inline];
  return lines.map((line) => line.replace(/^\$ /, "").trim());
}
