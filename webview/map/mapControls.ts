/** The choices of a map, stored in the view state: set, layer, method with its settings, label or target, colours. */
import type { RunDescription } from "../../src/protocol/panel";
import type { DataDescription } from "../state/data";
import type { Host } from "../state/host";
import type { MapState, SetName } from "../state/viewState";
import { element } from "../ui/dom";
import { figure, whole } from "../ui/format";
import { t } from "../ui/l10n";
import { dropdown } from "../ui/toolkit";
import { answersOf, offerSets, setOf } from "../why/sets";

export interface MapChoice {
  readonly set: SetName;
  readonly layer: number | null;
  readonly method: "pca" | "umap";
  readonly neighbours: number;
  readonly minDist: number;
  readonly seed: number;
  readonly of: number;
}

const [neighbours, distances] = [
  [5, 15, 30, 50, 100],
  [0, 0.1, 0.25, 0.5, 0.8],
];

export class MapControls {
  private readonly sets = dropdown(t("Examples"), (set) => {
    this.host.updateViewState({ set: set as SetName, outOfFold: undefined });
    this.changed();
  });
  private readonly layers = dropdown(t("Layer"), (layer) =>
    this.keep({ layer: layer === "inputs" ? null : Number(layer) }),
  );
  private readonly methods = dropdown(t("Method"), (method) => this.keep({ method: method as "pca" | "umap" }));
  private readonly neighbours = dropdown(t("Neighbors"), (value) => this.keep({ neighbours: Number(value) }));
  private readonly distances = dropdown(t("Minimum distance"), (value) => this.keep({ minDist: Number(value) }));
  private readonly seed = element("input", { type: "number", min: 0, step: 1 });
  private readonly answers = dropdown(t("Label or target"), (of) => this.keep({ of: Number(of) }));
  private readonly colors = dropdown(t("Color"), (value) => {
    this.host.updateViewState({ map: { ...this.state, byError: value === "error" } });
    this.recolored();
  });
  private readonly ofUmap = element(
    "div",
    { class: "controls of-umap" },
    this.neighbours.element,
    this.distances.element,
    element("label", {}, t("Seed"), " ", this.seed),
  );
  readonly element = element(
    "div",
    {},
    element(
      "div",
      { class: "controls map-choices" },
      this.sets.element,
      this.layers.element,
      this.methods.element,
      this.answers.element,
      this.colors.element,
    ),
    this.ofUmap,
  );

  /** @param changed called if another map is wanted; @param recolored if only its colours change */
  constructor(
    private readonly host: Host,
    private readonly changed: () => void,
    private readonly recolored: () => void,
  ) {
    this.seed.addEventListener("input", () => {
      const seed = Number(this.seed.value);
      const isValid = this.seed.value !== "" && Number.isSafeInteger(seed) && seed >= 0;
      this.seed.setAttribute("aria-invalid", String(!isValid));
      if (isValid) this.keep({ seed });
    });
  }

  get byError(): boolean {
    return this.state.byError ?? false;
  }

  choice(data: DataDescription, { shape }: RunDescription): MapChoice {
    const { layer = shape.length > 2 ? shape.length - 3 : null, method = "pca" } = this.state;
    const { neighbours: wanted = 15, minDist = 0.1, seed = 1, of = 0 } = this.state;
    return {
      set: setOf(data, this.host.viewState.set),
      layer: layer === null ? null : Math.min(layer, shape.length - 2),
      method,
      neighbours: wanted,
      minDist,
      seed,
      of: data.task === "classification" ? 0 : Math.min(of, data.targetNames.length - 1),
    };
  }

  offer(choice: MapChoice, data: DataDescription, run: RunDescription): void {
    const { set, layer, method, of } = choice;
    offerSets(this.sets, data, set);
    this.layers.offer(layerNames(run), layer === null ? "inputs" : String(layer));
    this.methods.offer(
      [
        ["pca", "PCA"],
        ["umap", "UMAP"],
      ],
      method,
    );
    this.ofUmap.hidden = method !== "umap";
    this.neighbours.offer(
      neighbours.map((value) => [String(value), t("{0} neighbors", whole(value))]),
      String(choice.neighbours),
    );
    this.distances.offer(
      distances.map((value) => [String(value), t("minimum distance {0}", figure(value))]),
      String(choice.minDist),
    );
    if (document.activeElement !== this.seed) this.seed.value = String(choice.seed);
    this.answers.element.hidden = data.task === "classification" || data.targetNames.length < 2;
    this.answers.offer(
      answersOf(data).map((name, i) => [String(i), name]),
      String(of),
    );
    const isRegression = data.task === "regression";
    const names = isRegression
      ? [t("Color: {0}", data.targetNames[of]), t("Color: |residual|")]
      : [data.task === "classification" ? t("Color: class") : t("Color: label"), t("Color: right or wrong")];
    this.colors.offer(
      [
        ["actual", names[0]],
        ["error", names[1]],
      ],
      this.byError ? "error" : "actual",
    );
  }

  private get state(): MapState {
    return this.host.viewState.map ?? {};
  }

  private keep(changes: MapState): void {
    this.host.updateViewState({ map: { ...this.state, ...changes } });
    this.changed();
  }
}

/** Returns the options of the layer menu, the inputs first. */
function layerNames({ shape, activations }: RunDescription): [string, string][] {
  return shape.map((units, l): [string, string] => {
    if (l === 0) return ["inputs", t("Inputs: {0}", whole(units))];
    return [String(l - 1), t("Layer {0}: {1} units, {2}", l, whole(units), activations[l - 1])];
  });
}
