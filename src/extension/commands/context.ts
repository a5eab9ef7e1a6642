/** The objects that commands work with. */
import type { LogOutputChannel } from "vscode";
import type { Comparisons } from "../compare/comparisons";
import type { GroupPanels } from "../group/groupPanels";
import type { MatrixPanels } from "../matrix/matrixPanels";
import type { Panels } from "../panel/panels";
import type { TrainingProcesses } from "../process/trainingProcesses";
import type { DataPanels } from "../profile/dataPanels";
import type { RunsTables } from "../table/runsTables";
import type { NetworksView } from "../tree/networksView";
import type { WorkspaceGroups } from "../workspace/groups";
import type { WorkspaceNetworks } from "../workspace/networks";

export interface CommandContext {
  readonly networks: WorkspaceNetworks;
  readonly groups: WorkspaceGroups;
  readonly trainings: TrainingProcesses;
  readonly panels: Panels;
  readonly view: NetworksView;
  readonly comparisons: Comparisons;
  readonly groupPanels: GroupPanels;
  readonly runsTables: RunsTables;
  readonly matrixPanels: MatrixPanels;
  readonly dataPanels: DataPanels;
  readonly output: LogOutputChannel;
}
