/** The end of the wire of a group's page, and what it remembers over hiding and reloading. */
import type { GroupHostMessage, GroupPageMessage } from "../../src/protocol/groupPanel";
import type { TableView } from "../../src/protocol/runsTable";
import { Wire } from "../state/wire";
import type { Brushes } from "./brushes";

export interface ViewState {
  /** Of the group: a reloaded window finds it again. */
  folder?: string;
  view?: TableView;
  /** Which objective the pictures are of. */
  objective?: number;
  /** Whether its scale is logarithmic; left out: as the values need it. */
  log?: boolean;
  brushes?: Brushes;
  /** The figure of folds that is drawn. */
  metric?: string;
  /** The two settings that ranks are drawn over, as columns. */
  ranks?: readonly [across: string, up: string];
}

export type GroupMessage = Exclude<GroupHostMessage, { type: "answer" }>;

export class GroupHost extends Wire<GroupPageMessage, ViewState> {
  onMessage(listener: (message: GroupMessage) => void): void {
    this.onData(listener);
  }
}
