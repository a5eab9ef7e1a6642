/** The page's end of the wire to the extension host, and what it remembers over hiding and reloading. */
import type { HostMessage, PageMessage } from "../src/protocol/panel";
import type { WeightKind } from "../src/protocol/requests";

/** What a person chose; `folder` lets a reloaded window find the run again. */
export interface Remembered {
  folder?: string;
  layer?: number;
  what?: WeightKind;
  pictures?: boolean;
  /** The first unit of the page of pictures. */
  first?: number;
  hiddenSeries?: string[];
  /** How far the page was scrolled, in CSS pixels. */
  scrolled?: number;
}

interface VsCodeApi {
  postMessage(message: PageMessage): void;
  getState(): unknown;
  setState(state: Remembered): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

export class Host {
  private readonly api = acquireVsCodeApi();
  private state: Remembered = { ...(this.api.getState() as Remembered | undefined) };

  onMessage(listener: (message: HostMessage) => void): void {
    window.addEventListener("message", ({ data }: MessageEvent<HostMessage>) => listener(data));
  }

  send(message: PageMessage): void {
    this.api.postMessage(message);
  }

  get remembered(): Readonly<Remembered> {
    return this.state;
  }

  remember(change: Remembered): void {
    this.state = { ...this.state, ...change };
    this.api.setState(this.state);
  }
}
