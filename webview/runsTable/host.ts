/** The connection of the runs table to the extension host, and its view state. */
import type { RunsTableHostMessage, RunsTablePageMessage, TableView } from "../../src/protocol/runsTable";
import { Wire } from "../state/wire";

export interface ViewState {
  view?: TableView;
  scrolled?: number;
}

export type TableMessage = Exclude<RunsTableHostMessage, { type: "answer" }>;

export class TableHost extends Wire<RunsTablePageMessage, TableMessage, ViewState> {}
