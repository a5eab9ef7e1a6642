/** The page of a run: wires host, state and views. */
import { element } from "./dom";
import { EpochTable } from "./epochTable";
import { Header } from "./header";
import { Host } from "./host";
import { Problems, Summary } from "./messages";
import { Plots } from "./plots/plots";
import { keepScrolled } from "./scrolled";
import { emptyState, reduce } from "./store";
import { WeightsView } from "./weights/weightsView";

const host = new Host();
const header = new Header((command) => host.send({ type: "command", command }));
const problems = new Problems(() => host.send({ type: "command", command: "resumeRun" }));
const plots = new Plots(host);
const weights = new WeightsView(host);
const table = new EpochTable();
const summary = new Summary();
const views = [header, problems, plots, weights, table, summary];

// What a person watches first stands first, in a narrow panel too: the curve, then the weights.
const { accuracy, rmse, r2, cost } = plots.places;
const grid = element("div", { class: "grid" }, accuracy, rmse, weights.element, r2, cost, table.element);
const page = element("main", {}, header.element, problems.element, grid, summary.element);
(document.getElementById("root") ?? document.body).append(page);

let state = emptyState;
let asked = false;

/** However many messages come, the page is drawn once per frame. */
function renderSoon(): void {
  if (asked) return;
  asked = true;
  requestAnimationFrame(() => {
    asked = false;
    for (const view of views) view.render(state);
  });
}

keepScrolled(host);
host.onMessage((message) => {
  state = reduce(state, message);
  if (message.type === "history") host.remember({ folder: message.run.folder });
  renderSoon();
});
renderSoon();
host.send({ type: "ready" });
