/**
 * Texts, findings and messages of other folders and processes in VS Code's language. What has no translation stays
 * English.
 */
import { env, l10n } from "vscode";
import { type Finding, saidOf } from "../../config/check/finding";
import type { DataProfile } from "../../config/dataProfile";
import { translated } from "../../messages";
import type { Cited, Said, Template } from "../../messages/said";
import { inEnglish } from "../../messages/say";
import type { Compared, Event } from "../../protocol/events";

/** Returns a text of a registry, which is shared with the terminal. */
export const translatedText = (text: string): string => l10n.bundle?.[text] ?? text;

let textOf: ((id: string) => Template) | undefined;

/** Returns the message of an error, or of an event, in VS Code's language. */
export function messageOf(message: Cited): string {
  if (!/^de\b/.test(env.language)) return message.message;
  // Read once, from a file of its own, when the first message is shown.
  if (!textOf) {
    const { germanTexts } = require("./german.js") as typeof import("./german.js");
    textOf = germanTexts;
  }
  return translated(message, textOf);
}

export const translatedFinding = <Found extends Finding>(finding: Found): Found => ({
  ...finding,
  message: messageOf({ message: finding.message, ...finding[saidOf] }),
});

/** Returns an event with the sentences that a page shows. */
export function translatedEvent(event: Event): Event {
  switch (event.type) {
    case "warning":
      return { ...event, message: messageOf(event) };
    case "failed":
      return { ...event, message: messageOf(event), ...(event.again && { again: translatedComparison(event.again) }) };
    case "done":
      return { ...event, ...(event.again && { again: translatedComparison(event.again) }) };
    case "started": {
      const { backendReason: message, backendSaid, leftOut } = event;
      return {
        ...event,
        backendReason: messageOf({ message, ...backendSaid }),
        ...(leftOut && { leftOut: { ...leftOut, why: messagesOf(leftOut.why, leftOut.said) } }),
      };
    }
    default:
      return event;
  }
}

/** Returns sentences in VS Code's language. @param said what they are made of, in the same order */
export const messagesOf = (sentences: readonly string[], said: readonly (Said | null)[] = []): string[] =>
  sentences.map((message, i) => messageOf({ message, ...said[i] }));

export const translatedComparison = ({ left, leftSaid, differences, ...others }: Compared): Compared => ({
  ...others,
  differences: differences.map(({ what, said, ...each }) => ({ ...each, what: messageOf({ message: what, ...said }) })),
  ...(left && { left: messagesOf(left, leftSaid) }),
});

/** Returns the title of a quick fix. */
export function fixTitle({ title, [saidOf]: said }: NonNullable<Finding["fix"]>): string {
  const text = said && l10n.bundle?.[said.text];
  return text ? inEnglish(text, ...said.values) : title;
}

/** Returns a profile with the problems of its columns, and of its data, in VS Code's language. */
export const translatedProfile = (profile: DataProfile): DataProfile => ({
  ...profile,
  columns: profile.columns.map((column) =>
    column.problem === undefined
      ? column
      : { ...column, problem: messageOf({ message: column.problem, ...column.said }) },
  ),
  findings: profile.findings.map((finding) =>
    finding.message === undefined
      ? finding
      : { ...finding, message: messageOf({ message: finding.message, ...finding.said }) },
  ),
});
