/** The connection of the comparing page to the extension host, and its view state. */
import type { CompareHostMessage, ComparePageMessage } from "../../src/protocol/compare";
import type { QuestionName } from "../../src/protocol/panel";
import type { RequestParams, RequestResult } from "../../src/protocol/requests";
import { Wire } from "../state/wire";

export interface ViewState {
  /** Run folders, for a reloaded window. */
  folders?: readonly string[];
  tab?: string;
  scrolled?: number;
  /** Keys of the drawn metrics, one per plot. */
  metrics?: readonly string[];
  /** Whether seeds are drawn as mean and spread, or each run by itself. */
  seeds?: Seeds;
  smoothing?: number;
  log?: boolean;
  table?: boolean;
  /** Keys of the hidden curves. */
  hidden?: readonly string[];
  /** Folders of the two runs compared in detail. */
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

export class CompareHost extends Wire<ComparePageMessage, CompareMessage, ViewState> {
  /** Sends a request about a run, compared with `other`. Rejects with an Error whose message can be shown. */
  ask<Name extends QuestionName>(
    name: Name,
    folder: string,
    params: Omit<RequestParams<Name>, "other">,
    other?: string,
  ): Promise<RequestResult<Name>> {
    return this.question(folder, name, params, other);
  }
}
