/** The comparing page's end of the wire, and what it remembers over hiding and reloading. */
import type { CompareHostMessage, ComparePageMessage } from "../../src/protocol/compare";
import type { QuestionName } from "../../src/protocol/panel";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import { Wire } from "../state/wire";

export interface ViewState {
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

export class CompareHost extends Wire<ComparePageMessage, ViewState> {
  onMessage(listener: (message: CompareMessage) => void): void {
    this.onData(listener);
  }

  /** Asks the run in this folder; `other`: against the one in that. Rejects with what is wrong, in words. */
  ask<Name extends QuestionName>(
    name: Name,
    folder: string,
    params: Omit<RequestParams<Name>, "other">,
    other?: string,
  ): Promise<RequestResult<Name>> {
    return this.question(folder, name, params, other);
  }
}
