/**
 * What is known of the data of configs, from a child process in the role `inspect`. Nobody waits for it: what is known is
 * given at once, and a change is told of. One process per window, started when something is asked, ended when no
 * config is in sight. Without trust it is never started.
 */
import { dirname } from "node:path";
import { type Disposable, EventEmitter, type LogOutputChannel, type Uri, window, workspace } from "vscode";
import type { DataSummary, RequestResult } from "../protocol/requests";
import { type Child, startChild } from "./childProcess";
import { DisposableStore } from "./disposables";
import { languageId } from "./language";

/** A path that is being typed is not looked for letter by letter. */
const settleMilliseconds = 300;
/** What was asked so long ago is asked again: its files may have changed. */
const freshMilliseconds = 3000;
const idleMilliseconds = 3000;

export interface Inspected {
  readonly summary?: DataSummary;
  /** Why there is none, in one line. */
  readonly problem?: { code: string; message: string };
}

interface Entry {
  key: string;
  asked: number;
  known?: Inspected;
  timer?: NodeJS.Timeout;
}

export class Inspector implements Disposable {
  private readonly store = new DisposableStore();
  private readonly learned = this.store.add(new EventEmitter<Uri | undefined>());
  /** The data of this config, or with undefined the machine, is known, or is known to be other than it was. */
  readonly onDidLearn = this.learned.event;
  private readonly entries = new Map<string, Entry>();
  private machine: RequestResult<"backends"> | undefined;
  private askedMachine = false;
  private child: Child<"inspect"> | undefined;
  private leaving: NodeJS.Timeout | undefined;

  constructor(private readonly output: LogOutputChannel) {
    this.store.add(window.onDidChangeVisibleTextEditors(() => this.leaveWhenUnseen()));
  }

  get pid(): number | undefined {
    return this.child?.pid;
  }

  /** What is known now; undefined where nothing is yet. @param data the config's `data`, as it is written */
  dataOf(config: Uri, data: unknown): Inspected | undefined {
    if (!workspace.isTrusted || config.scheme !== "file" || typeof data !== "object" || !data) return undefined;
    const id = config.toString();
    const key = JSON.stringify(data);
    const found = this.entries.get(id);
    const entry = found?.key === key ? found : { key, asked: 0 };
    if (entry !== found) clearTimeout(found?.timer);
    this.entries.set(id, entry);
    if (!entry.timer && Date.now() > entry.asked + freshMilliseconds) {
      const wait = found && found !== entry ? settleMilliseconds : 0;
      entry.timer = setTimeout(() => void this.ask(config, entry, data), wait);
    }
    return entry.known;
  }

  /** The backends of this machine; undefined where they are not known yet. */
  get backends(): RequestResult<"backends"> | undefined {
    if (!this.askedMachine && workspace.isTrusted) void this.askMachine();
    return this.machine;
  }

  dispose(): void {
    for (const { timer } of this.entries.values()) clearTimeout(timer);
    clearTimeout(this.leaving);
    this.child?.dispose();
    this.child = undefined;
    this.store.dispose();
  }

  private async ask(config: Uri, entry: Entry, data: unknown): Promise<void> {
    const before = entry.known;
    try {
      const baseDir = dirname(config.fsPath);
      entry.known = { summary: await this.process().channel.request("summarizeData", { baseDir, data }) };
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      // The process was ended because nobody looked; whoever looks again asks again.
      if (code !== "peer-gone" && code !== "channel-closed") entry.known = { problem: { code: String(code), message } };
    }
    entry.asked = Date.now();
    delete entry.timer;
    if (tell(before) !== tell(entry.known) && this.entries.get(config.toString()) === entry) this.learned.fire(config);
  }

  private async askMachine(): Promise<void> {
    this.askedMachine = true;
    try {
      this.machine = await this.process().channel.request("backends", {});
      this.learned.fire(undefined);
    } catch {
      // Whoever asks next asks again.
      this.askedMachine = false;
    }
  }

  private process(): Child<"inspect"> {
    if (this.child) return this.child;
    const child = startChild<"inspect">(["inspect"], { onLine: (line) => this.output.debug(line) });
    this.child = child;
    void child.exited.then(() => {
      if (this.child === child) this.child = undefined;
    });
    this.leaveWhenUnseen();
    return child;
  }

  private leaveWhenUnseen(): void {
    clearTimeout(this.leaving);
    if (window.visibleTextEditors.some(({ document }) => document.languageId === languageId)) return;
    this.leaving = setTimeout(() => {
      this.child?.dispose();
      this.child = undefined;
    }, idleMilliseconds);
  }
}

/** Without the examples, which are many figures. */
const tell = (known: Inspected | undefined) =>
  JSON.stringify(known, (key, value) => (key === "samples" ? undefined : value));
