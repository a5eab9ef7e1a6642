/** The comparing page's end of the wire, and what it remembers over hiding and reloading. */
import type { CompareHostMessage, ComparePageMessage, CompareQuestion } from "../../src/protocol/compare";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import { Wire } from "../state/wire";

export interface Remembered {
  /** Lets a reloaded window find the runs again. */
  folders?: readonly string[];
  tab?: string;
  scrolled?: number;
  /** What is drawn, one for each plot. */
  metrics?: readonly string[];
  /** Seeds drawn as one: their mean and how far they spread, or every run by itself. */
  seeds?: Seeds;
  smoothing?: number;
  log?: boolean;
  table?: boolean;
  /** Curves that are not drawn. */
  hidden?: readonly string[];
  /** Folders of the two that are set against each other. */
  a?: string;
  b?: string;
  set?: SetName;
  kind?: string;
  layer?: number;
  pictures?: boolean;
}

export type Seeds = "range" | "deviation" | "each";
export type SetName = RequestParams<"predictions">["set"];
export type CompareMessage = Exclude<CompareHostMessage, { type: "answer" }>;

type Params<Name extends CompareQuestion> = Omit<RequestParams<Name>, "other">;

export class CompareHost extends Wire<ComparePageMessage, Remembered> {
  onMessage(listener: (message: CompareMessage) => void): void {
    this.onData(listener);
  }

  /** Asks the run in this folder. Rejects with what is wrong, in words. */
  ask<Name extends CompareQuestion>(
    name: Name,
    folder: string,
    params: Params<Name>,
    other?: string,
  ): Promise<RequestResult<Name>> {
    const about = { ...(other !== undefined && { other }), params: params as Record<string, unknown> };
    return this.question((id) => ({ type: "ask", id, folder, name, ...about })) as Promise<RequestResult<Name>>;
  }
}
