/** The page's end of the wire to the extension host, and what it remembers over hiding and reloading. */
import type { HostMessage, Look, PageMessage, QuestionName } from "../../src/protocol/panel";
import type { RequestParams, RequestResult, WeightKind } from "../../src/protocol/requests";
import type { PlaygroundChoice } from "../playground/playgroundView";
import type { Sorting } from "../weights/order";
import type { StateMessage } from "./store";
import { Wire } from "./wire";

/** What a person chose; `folder` lets a reloaded window find the run again. */
export interface Remembered {
  folder?: string;
  layer?: number;
  what?: WeightKind;
  pictures?: boolean;
  /** In which order units stand. */
  sorting?: Sorting;
  /** The first unit of the page of pictures. */
  first?: number;
  hiddenSeries?: string[];
  plots?: RememberedPlots;
  /** The cost of each epoch as a tone. */
  sound?: boolean;
  tab?: string;
  /** The kept epoch whose weights are looked at; left out: the newest, or of an ended run the best. */
  epoch?: number | undefined;
  set?: SetName;
  /** Of wide layers in the diagram: which units, and how many. */
  chooseUnits?: "evenly" | "strongest";
  mostUnits?: number;
  playground?: PlaygroundChoice;
  /** How far the page was scrolled, in CSS pixels. */
  scrolled?: number;
}

interface RememberedPlots {
  /** What is before weighs so much; from 0 to less than 1. */
  smoothing?: number;
  /** The stretch of epochs that all plots show; left out: everything, however far it comes. */
  range?: readonly [from: number, to: number] | undefined;
  /** By the plot's id; left out: as the plot is by itself. */
  log?: Readonly<Record<string, boolean>>;
  /** Ids of the plots that are shown as tables. */
  tables?: readonly string[];
}

export type SetName = RequestParams<"evaluation">["set"];

export class Host extends Wire<PageMessage, Remembered> {
  /** What changes the state. */
  onMessage(listener: (message: StateMessage) => void): void {
    this.onData<Exclude<HostMessage, { type: "answer" }>>((data) => data.type !== "look" && listener(data));
  }

  /** The host moves the page. */
  onLook(listener: (look: Look) => void): void {
    this.onData<Exclude<HostMessage, { type: "answer" }>>((data) => data.type === "look" && listener(data));
  }

  /** Rejects with what is wrong, in words. */
  ask<Name extends QuestionName>(name: Name, params: RequestParams<Name>): Promise<RequestResult<Name>> {
    return this.question((id) => ({ type: "ask", id, name, params })) as Promise<RequestResult<Name>>;
  }
}
