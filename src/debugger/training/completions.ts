/**
 * Completions of the debug console: commands at the start of the input, and names and functions that start with the
 * word before the cursor.
 */
import type { DebugProtocol } from "@vscode/debugprotocol";

interface Words {
  readonly figures: readonly string[];
  readonly matrices: readonly string[];
  readonly functions: readonly string[];
}

/**
 * @param column of the cursor, from 0
 * @param summed names of the matrices that `terms` accepts
 */
export function completionsOf(
  words: Words,
  summed: readonly string[],
  text: string,
  column: number,
): DebugProtocol.CompletionItem[] {
  const before = text.slice(0, column);
  const [word] = /[\p{L}\p{N}_]*$/u.exec(before) ?? [""];
  const place = { start: column - word.length, length: word.length };
  const beginning = (names: readonly string[]) => names.filter((name) => name.startsWith(word));
  if (/^\s*terms\s/.test(before)) {
    const isName = /^\s*terms\s+\w*$/.test(before);
    const names = isName ? beginning(summed) : [];
    return names.map((label) => ({ label, text: `${label}[`, type: "variable" as const, ...place }));
  }
  const commands = word.length > 0 && before.trim() === word ? beginning(["goto", "terms"]) : [];
  return [
    ...commands.map((label) => ({ label, text: `${label} `, type: "keyword" as const, ...place })),
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
