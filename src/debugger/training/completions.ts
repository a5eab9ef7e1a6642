/** Completions of the debug console: names and functions that begin with the word before the cursor. */
import type { DebugProtocol } from "@vscode/debugprotocol";

interface Words {
  readonly figures: readonly string[];
  readonly matrices: readonly string[];
  readonly functions: readonly string[];
}

/** @param column of the cursor, from 0 */
export function completionsOf(words: Words, text: string, column: number): DebugProtocol.CompletionItem[] {
  const [word] = /[\p{L}\p{N}_]*$/u.exec(text.slice(0, column)) ?? [""];
  const place = { start: column - word.length, length: word.length };
  const beginning = (names: readonly string[]) => names.filter((name) => name.startsWith(word));
  return [
    ...beginning(words.figures).map((label) => ({ label, type: "property" as const, ...place })),
    ...beginning(words.matrices).map((label) => ({ label, type: "variable" as const, ...place })),
    ...beginning(words.functions).map((name) => ({
      label: `${name}()`,
      text: `${name}(`,
      type: "function" as const,
      ...place,
    })),
  ];
}
