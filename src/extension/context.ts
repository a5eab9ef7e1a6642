/** What the commands work with. */
import type { LogOutputChannel } from "vscode";
import type { Comparisons } from "./compare/comparisons";
import type { Networks } from "./networks";
import type { Panels } from "./panel/panels";
import type { Trainings } from "./trainings";
import type { NetworksView } from "./tree/networksView";

export interface Context {
  readonly networks: Networks;
  readonly trainings: Trainings;
  readonly panels: Panels;
  readonly view: NetworksView;
  readonly comparisons: Comparisons;
  readonly output: LogOutputChannel;
}
