/** A page's connection to the extension host: messages, requests with their answers, and the persistent view state. */
import type { AnswerMessage, AskMessage, QuestionName } from "../../src/protocol/panel";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** @typeParam Received the messages of the host, besides answers */
export class Wire<Sent, Received extends { type: string }, ViewState extends object> {
  private readonly api = acquireVsCodeApi();
  private state = { ...(this.api.getState() as ViewState | undefined) } as ViewState;
  private readonly waiting = new Map<number, (answer: AnswerMessage) => void>();
  /**
   * Id of the next request. It starts at a random number, so that answers to an earlier page, which was hidden or
   * reloaded, match no request.
   */
  private nextId = Math.floor(Math.random() * 2 ** 40);

  constructor() {
    window.addEventListener("message", ({ data }: MessageEvent<{ type: string }>) => {
      if (data.type !== "answer") return;
      const answer = data as AnswerMessage;
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
  }

  send(message: Sent): void {
    this.api.postMessage(message);
  }

  get viewState(): Readonly<ViewState> {
    return this.state;
  }

  updateViewState(change: Partial<ViewState>): void {
    this.state = { ...this.state, ...change };
    this.api.setState(this.state);
  }

  /** Registers a listener of all messages except answers. */
  onMessage(listener: (message: Received) => void): void {
    window.addEventListener("message", ({ data }: MessageEvent<Received>) => {
      if (data.type !== "answer") listener(data);
    });
  }

  /**
   * Sends a request about the run in `folder`; `other` is the folder of a run to compare with it. Rejects with an
   * Error whose message can be shown.
   */
  protected question<Name extends QuestionName>(
    folder: string,
    name: Name,
    params: Omit<RequestParams<Name>, "other">,
    other?: string,
  ): Promise<RequestResult<Name>> {
    const id = this.nextId++;
    const about = { folder, name, params: params as Record<string, unknown> };
    const message: AskMessage = { type: "ask", id, ...about, ...(other !== undefined && { other }) };
    this.api.postMessage(message);
    return new Promise((resolve, reject) => {
      this.waiting.set(id, (answer) => {
        if ("error" in answer) reject(new Error(answer.error));
        else resolve(answer.result as RequestResult<Name>);
      });
    });
  }
}
