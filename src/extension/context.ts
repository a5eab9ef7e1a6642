/** What the commands work with. */
import type { LogOutputChannel } from "vscode";
import type { Comparisons } from "./compare/comparisons";
import type { Panels } from "./panel/panels";
import type { Trainings } from "./process/trainingProcesses";
import type { NetworksView } from "./tree/networksView";
import type { Networks } from "./workspace/networks";

export interface Context {
  readonly networks: Networks;
  readonly trainings: Trainings;
  readonly panels: Panels;
  readonly view: NetworksView;
  readonly comparisons: Comparisons;
  readonly output: LogOutputChannel;
}
