/** The end of the wire of a run's page. */
import type { HostMessage, Look, PageMessage, QuestionName, StreamMessage } from "../../src/protocol/panel";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import type { ViewState } from "./viewState";
import { Wire } from "./wire";

type Message = Exclude<HostMessage, { type: "answer" }>;

export class Host extends Wire<PageMessage, ViewState> {
  private described: Promise<RequestResult<"data">> | undefined;

  /** What changes the state. */
  onMessage(listener: (message: StreamMessage) => void): void {
    this.onData<Message>((data) => data.type !== "look" && listener(data));
  }

  /** The host moves the page. */
  onLook(listener: (look: Look) => void): void {
    this.onData<Message>((data) => data.type === "look" && listener(data));
  }

  /** Asks the page's run. Rejects with what is wrong, in words. */
  ask<Name extends QuestionName>(name: Name, params: RequestParams<Name>): Promise<RequestResult<Name>> {
    return this.question(this.viewState.folder ?? "", name, params);
  }

  /** Of the run's data: the same as long as the page is there. */
  data(): Promise<RequestResult<"data">> {
    this.described ??= this.ask("data", {}).catch((error) => {
      this.described = undefined;
      throw error;
    });
    return this.described;
  }
}
