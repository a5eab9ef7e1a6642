/** A page's end of the wire to the extension host: messages, questions with their answers, and what outlives hiding and reloading. */

type Answer = { type: "answer"; id: number } & ({ result: unknown } | { error: string });

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

export class Wire<Sent, Remembered extends object> {
  private readonly api = acquireVsCodeApi();
  private state = { ...(this.api.getState() as Remembered | undefined) } as Remembered;
  private readonly waiting = new Map<number, (answer: Answer) => void>();
  /** The next question's. Each page begins elsewhere: an answer to the page before it, which was hidden or reloaded, finds nobody. */
  private nextId = Math.floor(Math.random() * 2 ** 40);

  constructor() {
    window.addEventListener("message", ({ data }: MessageEvent<{ type: string }>) => {
      if (data.type !== "answer") return;
      const answer = data as Answer;
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
  }

  send(message: Sent): void {
    this.api.postMessage(message);
  }

  get remembered(): Readonly<Remembered> {
    return this.state;
  }

  remember(change: Partial<Remembered>): void {
    this.state = { ...this.state, ...change };
    this.api.setState(this.state);
  }

  /** Everything but answers. */
  protected onData<Message extends { type: string }>(listener: (message: Message) => void): void {
    window.addEventListener("message", ({ data }: MessageEvent<Message>) => {
      if (data.type !== "answer") listener(data);
    });
  }

  /** Rejects with what is wrong, in words. */
  protected question(message: (id: number) => Sent): Promise<unknown> {
    const id = this.nextId++;
    this.send(message(id));
    return new Promise((resolve, reject) => {
      this.waiting.set(id, (answer) => {
        if ("error" in answer) reject(new Error(answer.error));
        else resolve(answer.result);
      });
    });
  }
}
