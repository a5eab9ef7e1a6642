/** The editor panel of a group of trainings: follows its folder for the page, and runs the page's commands. */

import { setImmediate } from "node:timers/promises";
import { commands, Uri, type WebviewPanel } from "vscode";
import { readExtensions } from "../../groups/extensions";
import { finalFolder } from "../../groups/finalRun";
import { type Group, readGroup } from "../../groups/group";
import { runOfTrial } from "../../groups/names";
import {
  type GroupDescription,
  type GroupHostMessage,
  type GroupPageMessage,
  groupPageMessageSchema,
} from "../../protocol/groupPanel";
import type { SharedMessage } from "../../protocol/panel";
import { commandId } from "../base/commandIds";
import { showError } from "../base/notify";
import { messageOf } from "../base/translated";
import { PagePanel } from "../panel/pagePanel";
import type { PanelContext } from "../panel/panelContext";
import { PanelHost } from "../panel/panelHost";
import { describeGroup } from "./describeGroup";
import { GroupTrials } from "./groupTrials";

/** Interval between messages to the page, and between reads of the folder during training. */
const everyMilliseconds = 200;
/** Interval between reads of the folder otherwise. */
const idleMilliseconds = 2000;
/** Largest share of time spent on reads, so that a folder of ten thousand trials is read less often. */
const shareOfLooks = 0.1;
/** Time after a change during which a worker may be between two trials, without a claim. */
const restMilliseconds = 3000;

interface Described {
  readonly description: GroupDescription;
  readonly group: Group;
  /** Number of times the sweep was extended. */
  readonly extensions: number;
}

type Own = Exclude<GroupPageMessage, { type: SharedMessage["type"] }>;

export class GroupPanel extends PagePanel {
  private readonly host: PanelHost<Own>;
  private group: Described | undefined;
  private trials: GroupTrials | undefined;
  /** Reason why group.json cannot be read. */
  private problem: string | undefined;
  private lastCourse = "";
  private lastSent = Number.NEGATIVE_INFINITY;
  private isFollowing = false;

  constructor(
    readonly folder: string,
    panel: WebviewPanel,
    context: PanelContext,
  ) {
    super(panel, context);
    this.host = this.add(
      new PanelHost<Own>(panel, context, {
        name: "group",
        schema: groupPageMessageSchema,
        folder: () => folder,
        prepare: () => this.prepare(),
        greet: () => this.greet(),
        receive: (message) => void this.receive(message),
      }),
    );
  }

  private post(message: GroupHostMessage): void {
    this.host.post(message);
  }

  private async prepare(): Promise<void> {
    if (this.group) return;
    try {
      const group = await readGroup(this.folder);
      const extensions = await readExtensions(this.folder);
      const description = describeGroup(this.folder, group, extensions);
      this.group = { description, group, extensions: extensions.length };
      this.trials = new GroupTrials(description, () => this.context.clock.now());
    } catch (error) {
      this.problem = messageOf(error as Error);
      this.context.output.error(error as Error);
    }
  }

  /** Sends everything to a new page and resumes reading the folder. */
  private greet(): void {
    const { group, trials } = this;
    if (!group || !trials) {
      this.post({ type: "course", closed: 0, isRead: false, isWorking: false, problem: this.problem ?? "" });
      return;
    }
    this.post({ type: "group", group: group.description });
    const all = trials.all();
    if (all.rows.length > 0) this.post({ type: "trials", trials: all });
    this.lastCourse = "";
    this.sendCourse(trials);
    if (!this.isFollowing) void this.follow(trials);
  }

  /** Reads the folder repeatedly while the page exists. */
  private async follow(trials: GroupTrials): Promise<void> {
    const { clock } = this.context;
    this.isFollowing = true;
    const begin = clock.now();
    await this.readExtended();
    await trials.poll(async () => {
      if (clock.now() - this.lastSent >= everyMilliseconds) this.send(trials);
      await setImmediate();
    });
    if (this.isDisposed) return;
    this.send(trials);
    this.isFollowing = false;
    // A hidden page is destroyed; it sends "ready" when it is shown again.
    if (!this.host.ready) return;
    const least = trials.course(restMilliseconds).isWorking ? everyMilliseconds : idleMilliseconds;
    const wait = Math.max(least, (clock.now() - begin) / shareOfLooks);
    clock.clearTimeout(this.timer);
    this.timer = clock.setTimeout(() => {
      if (!this.isFollowing && this.host.ready) void this.follow(trials);
    }, wait);
  }

  /** Sends the group again if its sweep was extended. */
  private async readExtended(): Promise<void> {
    const { group } = this;
    if (group?.description.kind !== "sweep") return;
    const extensions = await readExtensions(this.folder).catch(() => undefined);
    if (!extensions || extensions.length === group.extensions) return;
    const description = describeGroup(this.folder, group.group, extensions);
    this.group = { ...group, description, extensions: extensions.length };
    this.post({ type: "group", group: description });
    const all = this.trials?.all();
    if (all && all.rows.length > 0) this.post({ type: "trials", trials: all });
    this.lastCourse = "";
  }

  private send(trials: GroupTrials): void {
    if (!this.host.ready) return;
    this.lastSent = this.context.clock.now();
    const changes = trials.takeChanges();
    if (changes) this.post({ type: "trials", trials: changes });
    this.sendCourse(trials);
  }

  private sendCourse(trials: GroupTrials): void {
    const course = trials.course(restMilliseconds);
    const text = JSON.stringify(course);
    if (text === this.lastCourse) return;
    this.lastCourse = text;
    this.post({ type: "course", ...course });
  }

  private async receive(message: Own): Promise<void> {
    try {
      await this.act(message);
    } catch (error) {
      void showError(messageOf(error as Error));
    }
  }

  private act(message: Own): Thenable<unknown> {
    switch (message.type) {
      case "open":
        return commands.executeCommand(commandId("openResults"), runOfTrial(this.folder, message.trial));
      case "trainAgain":
        return commands.executeCommand(commandId("trainAgain"), runOfTrial(this.folder, message.trial));
      case "compare": {
        const folders = message.trials.map((trial) => runOfTrial(this.folder, trial));
        return commands.executeCommand(commandId("compareRuns"), folders);
      }
      case "openFinal":
        return commands.executeCommand(commandId("openResults"), finalFolder(this.folder));
      case "openConfig":
        return commands.executeCommand("vscode.open", Uri.file(this.group?.group.configPath ?? ""));
    }
  }
}
