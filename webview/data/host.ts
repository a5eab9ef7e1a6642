/** The connection of the page of Look at Data to the extension host, and its view state. */
import type { DataHostMessage, DataPageMessage } from "../../src/protocol/dataPanel";
import { Wire } from "../state/wire";
import type { Sorting } from "./sorting";

export interface ViewState {
  /** Path of the config, by which a reloaded window finds it. */
  config?: string;
  sorting?: Sorting;
  /** Names of the columns with open details. */
  open?: readonly string[];
}

type DataMessage = Exclude<DataHostMessage, { type: "answer" }>;

export class DataHost extends Wire<DataPageMessage, DataMessage, ViewState> {}
