/** The page that compares runs: connects host, state and views. */

import { keepScrolled } from "../state/scrolled";
import { Tabs } from "../state/tabs";
import { element, mount, setText } from "../ui/dom";
import { oncePerFrame } from "../ui/frames";
import { t } from "../ui/l10n";
import { button } from "../ui/toolkit";
import { CurvesView } from "./curvesView";
import { DisagreementsView } from "./disagreementsView";
import { CompareHost } from "./host";
import { MetricsTable } from "./metricsTable";
import { MissingRuns } from "./missingRuns";
import { SettingsTable } from "./settingsTable";
import { noRuns, reduce } from "./store";
import { WeightDistances } from "./weightsView";

const host = new CompareHost();
const title = element("h1");
const choose = button(t("Choose Runs…"), () => host.send({ type: "choose" }));
const head = element("header", { class: "compare-head" }, title, choose.element);
const missing = new MissingRuns();
const curves = new CurvesView(host);
const metrics = new MetricsTable((folder) => host.send({ type: "open", folder }));
const settings = new SettingsTable();
const disagreements = new DisagreementsView(host);
const weights = new WeightDistances(host);
const views = [missing, curves, metrics, settings, disagreements, weights];

const figures = element("div", { class: "compare-curves" }, curves.element, metrics.element, settings.element);
const tabs = new Tabs(
  [
    { name: "curves", title: t("Curves and Figures"), panel: figures },
    {
      name: "disagreements",
      title: t("Disagreements"),
      panel: disagreements.element,
      show: (visible) => disagreements.show(visible),
    },
    { name: "weights", title: t("Weights"), panel: weights.element, show: (visible) => weights.show(visible) },
  ],
  host,
);
const bar = element("div", { class: "tab-bar" }, tabs.list);
mount(head, missing.element, bar, ...tabs.panels);

let state = noRuns;
const renderSoon = oncePerFrame(() => {
  const count = state.runs.length + state.missing.length;
  setText(title, state.known ? t("{0} runs compared", count) : "…");
  for (const view of views) view.render(state);
});

keepScrolled(host);
host.onMessage((message) => {
  state = reduce(state, message);
  if (message.type === "compared")
    host.updateViewState({ folders: [...message.runs, ...message.missing].map(({ folder }) => folder) });
  renderSoon();
});
renderSoon();
host.send({ type: "ready" });
