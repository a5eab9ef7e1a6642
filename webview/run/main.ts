/** The page of a run: connects host, state and views. */

import { watchedOnly } from "../../src/core/metricRegistry";
import { AnimationDialog } from "../animation/animationDialog";
import { MapView } from "../map/mapView";
import { MistakesView } from "../mistakes/mistakesView";
import { NetworkView } from "../network/networkView";
import { isPlane, PlaygroundView } from "../playground/playgroundView";
import { Plots } from "../plots/plots";
import { hasProbabilities, ProbabilitiesView } from "../probabilities/probabilitiesView";
import { Host } from "../state/host";
import { keepScrolled } from "../state/scrolled";
import { emptyState, reduce } from "../state/store";
import { Tabs } from "../state/tabs";
import { TryItView } from "../tryIt/tryItView";
import { element, mount } from "../ui/dom";
import { oncePerFrame } from "../ui/frames";
import { t } from "../ui/l10n";
import { WeightsView } from "../weights/weightsView";
import { WhyView } from "../why/whyView";
import { EpochTable } from "./epochTable";
import { Header } from "./header";
import { Problems, Summary } from "./messages";
import { SectionColumns } from "./sections";
import { Sound } from "./sound";
import { TimeScrubber } from "./timeScrubber";

document.body.classList.add("run-page");
const host = new Host();
const sound = new Sound(host);
const header = new Header(host, sound);
const problems = new Problems(() => host.send({ type: "command", command: "resumeRun" }));
const columns = new SectionColumns(host, ["weights", "epochs"]);
const saveAnimation = (title: string) => ({
  label: t("Save Animation…"),
  choose: () => animation.open(title),
  applies: () => animation.isUsable,
});
const plots = new Plots(host, (id) => columns.itemsFor(id), saveAnimation);
const weights = new WeightsView(host, [...columns.itemsFor("weights"), saveAnimation(t("Weights"))]);
const table = new EpochTable(columns.itemsFor("epochs"));
const summary = new Summary();
const scrubber = new TimeScrubber(
  host,
  () => renderSoon(),
  () => animation.open(),
);
const tryIt = new TryItView(host);
const network = new NetworkView(host);
const mistakes = new MistakesView(host, {
  tryIt: (example) => {
    tabs.choose("try-it");
    void tryIt.open(example);
  },
  network: (example) => {
    tabs.choose("network");
    void network.open(example);
  },
  why: (example) => {
    tabs.choose("why");
    why.open(example);
  },
});
const why = new WhyView(host);
const map = new MapView(host, (example) => {
  tabs.choose("why");
  why.open(example);
});
const playground = new PlaygroundView(host);
const probabilities = new ProbabilitiesView(host);
const animation = new AnimationDialog(host, scrubber, () => [
  ...plots.pictures,
  ...weights.pictures,
  network,
  ...mistakes.pictures,
  ...probabilities.pictures,
  ...playground.pictures,
  map,
  ...why.pictures,
]);
const views = [
  header,
  animation,
  problems,
  scrubber,
  plots,
  weights,
  table,
  network,
  mistakes,
  why,
  tryIt,
  playground,
  summary,
  sound,
  probabilities,
  map,
];

// The most watched views come first, in a narrow panel too: the curve, then the weights.
const { accuracy, rmse, r2, cost, learningRate } = plots.places;
const watched = Object.fromEntries(watchedOnly.map((name) => [name, plots.places[name]]));
const first = { accuracy, rmse, weights: weights.element, r2, cost };
columns.show({ ...first, learningRate, ...watched, epochs: table.element });
const tabs = new Tabs(
  [
    { name: "training", title: t("Training"), panel: columns.element },
    { name: "layers", title: t("Layers"), panel: plots.layers, show: (visible) => plots.showLayers(visible) },
    { name: "network", title: t("Network"), panel: network.element, show: (visible) => network.show(visible) },
    { name: "mistakes", title: t("Mistakes"), panel: mistakes.element, show: (visible) => mistakes.show(visible) },
    {
      name: "probabilities",
      title: t("Probabilities"),
      panel: probabilities.element,
      show: (visible) => probabilities.show(visible),
      isOffered: hasProbabilities,
    },
    { name: "map", title: t("Map"), panel: map.element, show: (visible) => map.show(visible) },
    { name: "why", title: t("Why"), panel: why.element, show: (visible) => why.show(visible) },
    { name: "try-it", title: t("Try It"), panel: tryIt.element, show: (visible) => tryIt.show(visible) },
    {
      name: "playground",
      title: t("Playground"),
      panel: playground.element,
      show: (visible) => playground.show(visible),
      isOffered: isPlane,
    },
  ],
  host,
);
const bar = element("div", { class: "tab-bar" }, tabs.list, scrubber.element);
mount(header.element, problems.element, bar, ...tabs.panels, summary.element);

let state = emptyState;
const renderSoon = oncePerFrame(() => {
  tabs.render(state);
  for (const view of views) view.render(state);
});

keepScrolled(host);
host.onStream((message) => {
  state = reduce(state, message);
  if (message.type === "history") host.updateViewState({ folder: message.run.folder });
  renderSoon();
});
host.onLook(({ epoch, tab }) => {
  if (tab !== undefined) tabs.choose(tab);
  if (epoch !== undefined) scrubber.moveTo(epoch, state);
});
renderSoon();
host.send({ type: "ready" });
