/** The connection of a group's page to the extension host, and its view state. */
import type { GroupHostMessage, GroupPageMessage } from "../../src/protocol/groupPanel";
import type { TableView } from "../../src/protocol/runsTable";
import { Wire } from "../state/wire";
import type { Brushes } from "./brushes";

export interface ViewState {
  /** Folder of the group, for a reloaded window. */
  folder?: string;
  view?: TableView;
  /** Index of the shown objective. */
  objective?: number;
  /** True for a logarithmic scale of the objective; undefined to decide by its values. */
  log?: boolean;
  brushes?: Brushes;
  /** The drawn figure of the folds. */
  metric?: string;
  /** Columns of the two settings on the axes of the rank plot. */
  ranks?: readonly [across: string, up: string];
}

export type GroupMessage = Exclude<GroupHostMessage, { type: "answer" }>;

export class GroupHost extends Wire<GroupPageMessage, GroupMessage, ViewState> {}
