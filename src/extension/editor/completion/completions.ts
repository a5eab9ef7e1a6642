/**
 * Completions from files, runs or plots; JSON support completes the rest from the schema. Typing never waits: when the
 * child process answers later, the list is shown if the cursor is still there.
 */
import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionItemProvider,
  CompletionList,
  commands,
  type Disposable,
  languages,
  type Position,
  type TextDocument,
  window,
  workspace,
} from "vscode";
import type { Path } from "../../../config/check/finding";
import type { CursorContext } from "../../../config/editor/cursorContext";
import { isArrayFormat, isTableFormat } from "../../../config/schema/dataFormats";
import { activationNames } from "../../../core/names";
import { DisposableStore } from "../../base/disposables";
import { languageId } from "../../base/language";
import type { Inspector } from "../../process/inspector";
import type { WorkspaceNetworks } from "../../workspace/networks";
import { parseConfig } from "../parsedConfig";
import type { Offer } from "./offer";

/** Result of a query that has no answer yet. */
const pending = Symbol("pending");
/** Result of a query that reads files, in an untrusted workspace. */
const untrusted = Symbol("untrusted");
type Found = Offer[] | typeof pending | typeof untrusted;

interface CompletionQuery {
  document: TextDocument;
  place: CursorContext;
  /** Text before the cursor. */
  typed: string;
  value: Record<string, unknown>;
}

export function registerCompletions(inspector: Inspector, networks: WorkspaceNetworks): Disposable {
  const store = new DisposableStore();
  const completion = new Completion(inspector, networks);
  store.add(languages.registerCompletionItemProvider({ language: languageId }, completion, '"', "/"));
  store.add(inspector.onDidLearn((uri) => uri && completion.learned(uri.toString())));
  return store;
}

class Completion implements CompletionItemProvider {
  /** Position of a request without an answer yet. */
  private waiting: { uri: string; position: Position; version: number } | undefined;

  constructor(
    private readonly inspector: Inspector,
    private readonly networks: WorkspaceNetworks,
  ) {}

  async provideCompletionItems(document: TextDocument, position: Position): Promise<CompletionList | undefined> {
    const { cursorContext } = await import("../../../config/editor/cursorContext");
    const offset = document.offsetAt(position);
    const place = cursorContext(document.getText(), offset);
    if (!place) return undefined;
    const typed = document.getText().slice(place.written.offset, offset);
    const value = ((await parseConfig(document)).value ?? {}) as Record<string, unknown>;
    const query = { document, place, typed, value };
    const found = await this.find(query);
    this.waiting = undefined;
    if (found === pending) {
      this.waiting = { uri: document.uri.toString(), position, version: document.version };
      return new CompletionList([], true);
    }
    if (found === untrusted) return new CompletionList([(await import("./trustItem")).trustItem(document, place)]);
    const { completionItems } = await import("./offer");
    return new CompletionList(completionItems(document, offset, place, found, replacedPart(query)));
  }

  /** Adds the plot of an activation when its item is focused. */
  async resolveCompletionItem(item: CompletionItem): Promise<CompletionItem> {
    const { activationText, isActivation } = await import("../activationText");
    const name = typeof item.label === "string" ? item.label : item.label.label;
    if (item.kind === CompletionItemKind.Function && isActivation(name)) item.documentation = activationText(name);
    return item;
  }

  /** Shows a pending list, if the cursor is still there. */
  async learned(uri: string): Promise<void> {
    const { waiting } = this;
    const editor = window.activeTextEditor;
    if (!waiting || waiting.uri !== uri || editor?.document.uri.toString() !== uri) return;
    this.waiting = undefined;
    const isThere = editor.document.version === waiting.version && editor.selection.active.isEqual(waiting.position);
    if (!isThere) return;
    // While "No suggestions" is shown, VS Code requests nothing; so it is hidden first. One call runs both commands:
    // between two calls the list of the first request may appear, and triggerSuggest would do nothing.
    await commands.executeCommand("runCommands", {
      commands: ["hideSuggestWidget", "editor.action.triggerSuggest"],
    });
  }

  private async find(query: CompletionQuery): Promise<Found> {
    const { path, isKey } = query.place;
    if (path.length === 0 && !isKey) return isEmpty(query) ? (await import("./networkOffers")).networkOffers() : [];
    if (path[0] === "data") return this.findData(query);
    if (path[0] === "sweep") return findInSweep(query);
    if (isKey) return [];
    if (path[0] === "layers" && path.length === 3 && path[2] === "activation") return activationOffers();
    if (path[0] === "training" && path[1] === "start" && path.length === 3) return this.findStart(query);
    return [];
  }

  private async findData(query: CompletionQuery): Promise<Found> {
    const { place, value } = query;
    const { path, isKey } = place;
    const data = (value.data ?? {}) as Record<string, unknown>;
    const [, key, third] = path;
    if (key === "dates" && path.length === 4 && !isKey) {
      const dates = (data.dates ?? {}) as Record<string, unknown>;
      const list = Object.hasOwn(dates, String(third)) ? dates[String(third)] : undefined;
      return (await import("./columnOffers")).partOffers(list, Number(path[3]));
    }
    if (isTableFormat(data.format) && isTableKey(path, isKey))
      return workspace.isTrusted ? this.findColumns(query, data) : untrusted;
    if (isKey) return [];
    if (key === "classNames") return workspace.isTrusted ? this.findClasses(query, data) : untrusted;
    if (isArrayFormat(data.format) && key === "keys" && typeof third === "string") {
      if (!workspace.isTrusted) return untrusted;
      const arrays = this.inspector.arraysOf(query.document.uri, data);
      if (!arrays) return isNamed(data) ? pending : [];
      return (await import("./arrayOffers")).arrayOffers(arrays.result ?? [], third, data.keys);
    }
    return this.findFiles(query, data.format);
  }

  private async findColumns({ document, place }: CompletionQuery, data: Record<string, unknown>): Promise<Found> {
    const columns = this.inspector.columnsOf(document.uri, data);
    if (!columns) return isNamed(data) ? pending : [];
    if (!columns.result) return [];
    const { columnOffers, dateOffers, ordinalOffers, textOffers } = await import("./columnOffers");
    const { path, isKey } = place;
    if (path[1] === "dates") return dateOffers(columns.result, data);
    if (path[1] !== "ordinal") return columnOffers(columns.result, data, path);
    if (isKey) return ordinalOffers(columns.result, data);
    const column = columns.result.columns.find(({ name }) => name === path[2]);
    const ordinal = (data.ordinal ?? {}) as Record<string, unknown>;
    const list = Object.hasOwn(ordinal, String(path[2])) ? ordinal[String(path[2])] : undefined;
    return textOffers(column, list, Number(path[3]));
  }

  /** Returns the class names, from the inspected data or from the beginning of a table. */
  private async findClasses({ document, place }: CompletionQuery, data: Record<string, unknown>): Promise<Found> {
    // A separate query from that of hints and hovers, which includes the config's class names.
    const uri = document.uri.with({ fragment: "classes" });
    const all = this.inspector.dataOf(uri, without(data, "classNames"));
    const head = isTableFormat(data.format) ? this.inspector.columnsOf(document.uri, data) : undefined;
    const texts = head?.result?.columns.find(({ name }) => name === data.label)?.texts;
    const names = all?.summary?.classes.map(({ name }) => name) ?? texts;
    if (!names) return all ? [] : pending;
    const { classOffers } = await import("./classOffers");
    return classOffers(names, data.classNames, place.path.length > 2 ? Number(place.path[2]) : undefined);
  }

  private async findStart(query: CompletionQuery): Promise<Found> {
    const { document, place, value } = query;
    const [, , key] = place.path;
    if (key === "weights") return this.findFiles(query, undefined);
    await this.networks.ready;
    const { epochOffers, runOffers } = await import("./runOffers");
    if (key === "run") return runOffers(document.uri, this.networks);
    const { start } = (value.training ?? {}) as { start?: { run?: unknown } };
    return key === "epoch" && typeof start?.run === "string" ? epochOffers(document.uri, start.run, this.networks) : [];
  }

  private async findFiles({ document, place, typed }: CompletionQuery, format: unknown): Promise<Found> {
    const { fileKind } = await import("../../../config/editor/explain/files");
    const kind = fileKind(place.path, format);
    if (!kind || document.uri.scheme !== "file") return [];
    if (!workspace.isTrusted) return untrusted;
    const { fileOffers } = await import("./fileOffers");
    return fileOffers(document.uri, place.quoted ? typed : "", kind);
  }
}

async function findInSweep({ document, place, value }: CompletionQuery): Promise<Offer[]> {
  const { whole, path, isKey } = place;
  const hasValue = /^\s*:/.test(document.getText().slice(whole.offset + whole.length));
  return (await import("./sweepOffers")).sweepOffers(value, path, isKey, hasValue);
}

/** Returns the part of a path after the last slash, which alone is replaced. */
function replacedPart({ place, typed }: CompletionQuery) {
  const { path, written, quoted } = place;
  const slash = typed.lastIndexOf("/") + 1;
  const isPath =
    quoted &&
    slash > 0 &&
    !["label", "features", "exclude", "ordinal", "dates", "classNames", "validation"].includes(String(path[1]));
  return isPath ? { offset: written.offset + slash, length: written.length - slash } : undefined;
}

/**
 * Returns true for `label`, `features`, `exclude` and their entries, keys and entries of `ordinal`, keys of `dates`,
 * and the `group` of folds.
 */
function isTableKey([, key, ...rest]: Path, isKey: boolean): boolean {
  if (key === "ordinal") return isKey ? rest.length === 1 : rest.length === 2;
  if (key === "dates") return isKey && rest.length === 1;
  if (key === "validation") return !isKey && rest.length === 1 && rest[0] === "group";
  const isList = key === "label" || key === "features" || key === "exclude";
  return isList && !isKey && rest.length < 2;
}

const isNamed = ({ path }: Record<string, unknown>): boolean => typeof path === "string" && path !== "";

const without = (data: Record<string, unknown>, key: string): Record<string, unknown> => {
  const { [key]: _, ...rest } = data;
  return rest;
};

/** Returns true if the document contains only comments and the word at the cursor. */
const isEmpty = ({ document, place }: CompletionQuery): boolean => {
  const text = document.getText();
  const { offset, length } = place.whole;
  const rest = text.slice(0, offset) + text.slice(offset + length);
  return rest.replace(/\/\/.*|\/\*[\s\S]*?\*\//g, "").trim() === "";
};

const activationOffers = (): Offer[] => activationNames.map((name) => ({ name, kind: CompletionItemKind.Function }));
