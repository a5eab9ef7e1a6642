/** The connection of a run's page to the extension host. */
import type { HostMessage, PageMessage, PanelTarget, QuestionName, StreamMessage } from "../../src/protocol/panel";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import type { ViewState } from "./viewState";
import { Wire } from "./wire";

type Message = Exclude<HostMessage, { type: "answer" }>;

export class Host extends Wire<PageMessage, Message, ViewState> {
  private described: Promise<RequestResult<"data">> | undefined;

  /** Registers a listener of messages that change the state. */
  onStream(listener: (message: StreamMessage) => void): void {
    this.onMessage((data) => data.type !== "look" && listener(data));
  }

  /** Registers a listener of the host's messages that move the page. */
  onLook(listener: (look: PanelTarget) => void): void {
    this.onMessage((data) => data.type === "look" && listener(data));
  }

  /** Sends a request about the page's run. Rejects with an Error whose message can be shown. */
  ask<Name extends QuestionName>(name: Name, params: RequestParams<Name>): Promise<RequestResult<Name>> {
    return this.question(this.viewState.folder ?? "", name, params);
  }

  /** Returns the description of the run's data, cached for the lifetime of the page. */
  data(): Promise<RequestResult<"data">> {
    this.described ??= this.ask("data", {}).catch((error) => {
      this.described = undefined;
      throw error;
    });
    return this.described;
  }
}
