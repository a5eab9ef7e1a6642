/** The editor panel of one run: runs the commands of its page, and navigates it. */
import { commands, l10n, Uri, type WebviewPanel } from "vscode";
import { groupOfTrialRun } from "../../groups/names";
import {
  type PageMessage,
  type PanelTarget,
  pageMessageSchema,
  type RunDescription,
  type SharedMessage,
} from "../../protocol/panel";
import { readManifest } from "../../runs/manifest";
import { commandId } from "../base/commandIds";
import { completeStep } from "../base/walkthrough";
import { debugExample } from "./debugExample";
import { describeRun } from "./describeRun";
import { PagePanel } from "./pagePanel";
import type { PanelContext } from "./panelContext";
import { PanelHost } from "./panelHost";
import { RunStream } from "./runStream";

/** Interval between batches of events to the page. */
const batchMilliseconds = 80;

type Own = Exclude<PageMessage, { type: SharedMessage["type"] }>;
type PageCommand = (Own & { type: "command" })["command"];

const commandNames: Record<Exclude<PageCommand, "trainAgain">, string> = {
  stop: commandId("stop"),
  pause: commandId("pause"),
  continue: commandId("continue"),
  resumeRun: commandId("resumeRun"),
  openConfig: "vscode.open",
  revealFolder: commandId("revealRun"),
  showLog: commandId("showLog"),
  predict: commandId("predict"),
  exportRun: commandId("exportRun"),
  compareRuns: commandId("compareRuns"),
};

export class RunPanel extends PagePanel {
  private readonly stream: RunStream;
  private readonly host: PanelHost<Own>;
  private run: RunDescription | undefined;
  /** PanelTarget to apply when the page is ready. */
  private wanted: PanelTarget | undefined;

  constructor(
    readonly folder: string,
    panel: WebviewPanel,
    context: PanelContext,
  ) {
    super(panel, context);
    this.host = this.add(
      new PanelHost<Own>(panel, context, {
        name: "main",
        schema: pageMessageSchema,
        runIn: (asked) => {
          if (asked === folder) return this.stream;
          throw new Error(l10n.t("{0} is not the run of this page", asked));
        },
        folder: () => folder,
        prepare: () => this.describe(),
        greet: () => {
          this.stream.greet(this.run);
          this.move();
        },
        receive: (message) => this.receive(message),
        asked: (name, { values }) => {
          // The tab Try It begins with an empty picture.
          if (name === "activations" && values instanceof Float32Array && values.some((value) => value !== 0)) {
            completeStep("tryIt");
          }
        },
      }),
    );
    const send = this.host.post.bind(this.host);
    this.stream = this.add(new RunStream(folder, context, { send, every: batchMilliseconds }));
  }

  /** Navigates the page to an epoch and a tab, as soon as it is ready. */
  moveTo(look: PanelTarget): void {
    this.wanted = look;
    this.move();
  }

  private receive(message: Own): void {
    switch (message.type) {
      case "command":
        void this.perform(message.command);
        return;
      case "debug": {
        const { at = "best", example } = message;
        void debugExample(this.folder, at === "now" ? "last" : at, example);
        return;
      }
      case "moment": {
        const { example, right } = message;
        const condition = `${right ? "" : "!"}right(${example.set}, ${example.index})`;
        void commands.executeCommand(commandId("findMoment"), this.folder, { condition });
        return;
      }
      case "fork":
        void commands.executeCommand(commandId("forkRun"), { ...message, folder: this.folder });
    }
  }

  private async describe(): Promise<void> {
    try {
      this.run ??= describeRun(this.folder, await readManifest(this.folder));
    } catch (error) {
      this.context.output.error(error as Error);
    }
  }

  private move(): void {
    if (!this.host.ready || !this.wanted) return;
    this.host.post({ type: "look", ...this.wanted });
    this.wanted = undefined;
  }

  /** Returns the config; for a run in a group, which is in no list, by its manifest. */
  private async config(): Promise<Uri | undefined> {
    const known = this.context.networks.run(this.folder)?.config;
    if (known) return known;
    const manifest = await readManifest(this.folder).catch(() => undefined);
    return manifest && Uri.file(manifest.configPath);
  }

  private async perform(command: PageCommand): Promise<void> {
    if (command === "trainAgain") return this.trainAgain();
    const argument = command === "openConfig" ? await this.config() : this.folder;
    if (argument) await commands.executeCommand(commandNames[command], argument);
  }

  /** Trains the run's config again; a trial of a group, whose settings are not those of the config, as that trial. */
  private async trainAgain(): Promise<void> {
    if (groupOfTrialRun(this.folder) !== undefined) {
      await commands.executeCommand(commandId("trainAgain"), this.folder);
      return;
    }
    const config = await this.config();
    if (config) await commands.executeCommand(commandId("train"), config);
  }
}
