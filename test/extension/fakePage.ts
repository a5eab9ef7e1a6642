/** The page of a run's panel, played by the test; the host's end is the real one. */
import type { HostMessage, PageMessage } from "../../src/protocol/panel";
import { activate, until } from "./parts";
import { StandInPanel } from "./standInPanel";

export class FakePage extends StandInPanel<HostMessage> {
  private constructor(private readonly folder: string) {
    super("a run");
  }

  static async of(folder: string): Promise<FakePage> {
    const { panels } = await activate();
    for (;;) {
      panels.close(folder);
      const page = new FakePage(folder);
      await panels.adopt(folder, page.panel);
      // A training that has just started may have opened its own meanwhile.
      if (!page.isClosed) return page;
    }
  }

  get html(): string {
    return this.webview.html;
  }

  override say(message: PageMessage | { type: string }): void {
    super.say(message);
  }

  all<Type extends HostMessage["type"]>(type: Type): Extract<HostMessage, { type: Type }>[] {
    return this.received.filter((message): message is Extract<HostMessage, { type: Type }> => message.type === type);
  }

  /** The newest message of this kind that is as wanted. */
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
