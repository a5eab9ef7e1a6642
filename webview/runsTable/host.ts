/** The end of the wire of the page with all runs, and what it remembers over hiding and reloading. */
import type { RunsTableHostMessage, RunsTablePageMessage, TableView } from "../../src/protocol/runsTable";
import { Wire } from "../state/wire";

export interface ViewState {
  view?: TableView;
  scrolled?: number;
}

export type TableMessage = Exclude<RunsTableHostMessage, { type: "answer" }>;

export class TableHost extends Wire<RunsTablePageMessage, ViewState> {
  onMessage(listener: (message: TableMessage) => void): void {
    this.onData(listener);
  }
}
