/**
 * A page's end of the wire to the extension host: messages, questions with their answers, and what outlives hiding and
 * reloading.
 */
import type { AnswerMessage, AskMessage, QuestionName } from "../../src/protocol/panel";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

export class Wire<Sent, ViewState extends object> {
  private readonly api = acquireVsCodeApi();
  private state = { ...(this.api.getState() as ViewState | undefined) } as ViewState;
  private readonly waiting = new Map<number, (answer: AnswerMessage) => void>();
  /**
   * The next question's. Each page begins elsewhere: an answer to the page before it, which was hidden or reloaded,
   * finds nobody.
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

  /** Everything but answers. */
  protected onData<Message extends { type: string }>(listener: (message: Message) => void): void {
    window.addEventListener("message", ({ data }: MessageEvent<Message>) => {
      if (data.type !== "answer") listener(data);
    });
  }

  /**
   * @param folder of the run that is asked; `other`: of one that it is set against. Rejects with what is wrong, in
   * words.
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
