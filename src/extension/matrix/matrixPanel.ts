/** The editor panel of View Matrix: reads its page's matrix from a debug session, at once and at every stop. */

import type { DebugSession, WebviewPanel } from "vscode";
import { type MatrixPageMessage, type MatrixQuery, matrixPageMessageSchema } from "../../protocol/matrixPanel";
import type { MatrixAnswer, MatrixParams } from "../../protocol/matrixRequest";
import type { SharedMessage } from "../../protocol/panel";
import { messageOf } from "../base/translated";
import { PagePanel } from "../panel/pagePanel";
import type { PanelContext } from "../panel/panelContext";
import { PanelHost } from "../panel/panelHost";

/** Delay before the page shows that the session runs; a step ends sooner. */
const runningMilliseconds = 400;

type Own = Exclude<MatrixPageMessage, { type: SharedMessage["type"] }>;

export class MatrixPanel extends PagePanel {
  private readonly host: PanelHost<Own>;
  private look: MatrixQuery | undefined;
  /** True if the values being read are already outdated. */
  private isStale = false;
  private reading: Promise<void> | undefined;

  constructor(
    panel: WebviewPanel,
    context: PanelContext,
    /** Name of the session, or of an ended one that the next session of this name replaces. */
    readonly sessionName: string,
    private first: string,
    private session?: DebugSession,
  ) {
    super(panel, context);
    panel.title = first;
    this.host = this.add(
      new PanelHost<Own>(panel, context, {
        name: "matrix",
        schema: matrixPageMessageSchema,
        folder: () => context.networks.all[0]?.config.fsPath ?? "",
        prepare: async () => {},
        greet: () => {
          this.host.post({ type: "begin", name: this.name, session: this.sessionName });
          if (!this.session) this.host.post({ type: "over" });
        },
        receive: (look) => {
          this.look = look;
          panel.title = look.name;
          this.read();
        },
      }),
    );
  }

  /** Name of the displayed matrix. */
  get name(): string {
    return this.look?.name ?? this.first;
  }

  isOf(session: DebugSession): boolean {
    return this.session?.id === session.id;
  }

  get isOver(): boolean {
    return !this.session;
  }

  /** Follows a session that began after its own had ended. */
  follow(session: DebugSession): void {
    this.session = session;
    this.running();
  }

  /** Reads again after a stop or a changed value. */
  stopped(): void {
    this.context.clock.clearTimeout(this.timer);
    this.read();
  }

  running(): void {
    this.context.clock.clearTimeout(this.timer);
    this.timer = this.context.clock.setTimeout(() => this.host.post({ type: "running" }), runningMilliseconds);
  }

  over(): void {
    this.context.clock.clearTimeout(this.timer);
    this.session = undefined;
    this.host.post({ type: "over" });
  }

  /** Reads one answer at a time; requests during a read cause another one. */
  private read(): void {
    this.isStale = true;
    this.reading ??= this.readAll().finally(() => {
      this.reading = undefined;
    });
  }

  private async readAll(): Promise<void> {
    while (this.isStale && this.look && this.session && !this.isDisposed) {
      this.isStale = false;
      const { session } = this;
      const { id, name, picture, table } = this.look;
      const ask = async (params: MatrixParams): Promise<MatrixAnswer> => session.customRequest("matrix", params);
      try {
        const [pictured, listed] = [await ask({ name, ...picture }), table && (await ask({ name, ...table }))];
        this.host.post({ type: "matrix", id, picture: pictured, ...(listed && { table: listed }) });
      } catch (error) {
        if (this.session) this.host.post({ type: "problem", message: messageOf(error as Error) });
      }
    }
  }
}
