/** Simulates the page of a run's panel; the host is the real one. */
import type { HostMessage, PageMessage, QuestionName } from "../../src/protocol/panel";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import { activate, until } from "./parts";
import { StandInPanel } from "./standInPanel";

export class FakePage extends StandInPanel<HostMessage> {
  private lastId = 0;

  private constructor(readonly folder: string) {
    super("a run");
  }

  static async of(folder: string): Promise<FakePage> {
    const { panels } = await activate();
    for (;;) {
      panels.close(folder);
      const page = new FakePage(folder);
      await panels.adopt(folder, page.panel);
      // A training that has just started may have opened its own panel meanwhile and closed this one.
      if (!page.isClosed) return page;
    }
  }

  get html(): string {
    return this.webview.html;
  }

  override say(message: PageMessage | { type: string }): void {
    super.say(message);
  }

  /** Sends a question as the page does. Rejects with the host's error message. */
  async ask<Name extends QuestionName>(name: Name, params: RequestParams<Name>): Promise<RequestResult<Name>> {
    const id = ++this.lastId;
    this.say({ type: "ask", id, folder: this.folder, name, params: params as Record<string, unknown> });
    const answer = await this.next("answer", (each) => each.id === id);
    if ("error" in answer) throw new Error(answer.error);
    return answer.result as RequestResult<Name>;
  }

  all<Type extends HostMessage["type"]>(type: Type): Extract<HostMessage, { type: Type }>[] {
    return this.received.filter((message): message is Extract<HostMessage, { type: Type }> => message.type === type);
  }

  /** Waits for a message of this type that `wanted` accepts, and returns the newest. */
  next<Type extends HostMessage["type"]>(
    type: Type,
    wanted: (message: Extract<HostMessage, { type: Type }>) => boolean = () => true,
  ): Promise<Extract<HostMessage, { type: Type }>> {
    return until(`a message ${type}`, () => this.all(type).findLast(wanted));
  }

  async close(): Promise<void> {
    (await activate()).panels.close(this.folder);
  }
}
