/** The header of the page: a line with the run, its state, its progress and its actions, and its figures. */

import type { PageMessage, RunState } from "../../src/protocol/panel";
import type { Host } from "../state/host";
import { forkOf, isAtWork } from "../state/moment";
import { plannedEpochs } from "../state/plannedEpochs";
import { emptyState, type State } from "../state/store";
import { element, setText } from "../ui/dom";
import { duration, whole } from "../ui/format";
import { type Icon, type IconButton, iconButton } from "../ui/iconButton";
import { stateIcon } from "../ui/icons";
import { t } from "../ui/l10n";
import { Menu } from "../ui/menu";
import { factsOf, keyFigures } from "./facts";
import type { Sound } from "./sound";

/** The word of each state; with the icon it makes states distinguishable without colour. */
const words: Record<RunState, string> = {
  starting: t("Starting"),
  running: t("Training"),
  paused: t("Paused"),
  completed: t("Completed"),
  "early-stopped": t("Stopped early"),
  stopped: t("Stopped"),
  interrupted: t("Interrupted"),
  failed: t("Failed"),
  crashed: t("Crashed"),
};

type Command = (PageMessage & { type: "command" })["command"];

export class Header {
  private readonly title = element("h1");
  private readonly state = element("span", { class: "state" });
  private readonly bar = element("progress", { max: 1, value: 0, "aria-label": t("Progress of the run") });
  private readonly epoch = element("span");
  private readonly batch = element("span", { class: "batch" });
  private readonly left = element("span");
  private readonly stop = this.button(t("Stop"), "debug-stop", "stop");
  private readonly pause = this.button(t("Pause"), "debug-pause", "pause");
  private readonly continue = this.button(t("Continue"), "debug-continue", "continue");
  private readonly resume = this.button(t("Resume Run"), "debug-restart", "resumeRun");
  private readonly again = this.button(t("Train Again"), "debug-rerun", "trainAgain");
  private readonly fork = iconButton(t("Fork from Here…"), "repo-forked", () => this.forkHere());
  private readonly figures = element("summary", { title: t("All facts of the run") });
  private readonly facts = element("dl", { class: "facts" });
  private readonly details: HTMLDetailsElement;
  private shown: State = emptyState;
  readonly element: HTMLElement;

  constructor(
    private readonly host: Host,
    private readonly sound: Pick<Sound, "on" | "toggle">,
  ) {
    const { stop, pause, resume, again, fork } = this;
    const actions = [stop, pause, this.continue, resume, again, fork].map((each) => each.element);
    this.details = element("details", { open: host.viewState.details === true }, this.figures, this.facts);
    this.details.addEventListener("toggle", () => host.updateViewState({ details: this.details.open }));
    this.element = element(
      "header",
      { class: "run-head" },
      element(
        "div",
        { class: "run-line" },
        this.title,
        this.state,
        element("span", { class: "place" }, this.epoch, this.batch, this.left),
        element(
          "div",
          { class: "run-actions", role: "group", "aria-label": t("Run") },
          ...actions,
          this.moreActions().element,
        ),
      ),
      this.bar,
      this.details,
    );
  }

  render(state: State): void {
    this.shown = state;
    const { run, status } = state;
    setText(this.title, run?.network ?? "…");
    this.title.title = this.title.textContent;
    const kind = status?.state ?? "starting";
    const word = status?.host === undefined ? words[kind] : t("{0} on {1}", words[kind], status.host);
    if (this.state.dataset.state !== kind || this.state.textContent !== word) {
      this.state.dataset.state = kind;
      this.state.className = `state ${kind}`;
      this.state.replaceChildren(stateIcon(kind), element("span", {}, word));
    }
    this.renderProgress(state);
    this.renderFacts(state);
    this.renderActions(state);
  }

  private button(name: string, icon: Icon, command: Command): IconButton {
    return iconButton(name, icon, () => this.perform(command));
  }

  private perform(command: Command): void {
    this.host.send({ type: "command", command });
  }

  /** The actions that no state of the run calls for. */
  private moreActions(): Menu {
    const item = (label: string, command: Command, applies?: () => boolean) => ({
      label,
      choose: () => this.perform(command),
      ...(applies && { applies }),
    });
    const isUsable = () => this.shown.epochs.length > 0 && this.shown.status?.can.stop !== true;
    return new Menu(t("More Actions"), [
      item(t("Open Config"), "openConfig"),
      item(t("Reveal Folder"), "revealFolder"),
      item(t("Show Log"), "showLog"),
      item(t("Compare with…"), "compareRuns"),
      item(t("Predict…"), "predict", isUsable),
      item(t("Export…"), "exportRun", isUsable),
      { label: t("Fork from Here…"), choose: () => this.forkHere(), applies: () => this.canFork && this.isActive },
      { label: t("Sound per Epoch"), choose: () => this.sound.toggle(!this.sound.on), isOn: () => this.sound.on },
    ]);
  }

  private renderFacts(state: State): void {
    const figures = keyFigures(state);
    if (this.figures.childElementCount !== figures.length) {
      this.figures.replaceChildren(...figures.map(() => element("span")));
    }
    figures.forEach((text, i) => {
      setText(this.figures.children[i] as HTMLElement, text);
    });
    const facts = factsOf(state);
    if (this.facts.childElementCount !== facts.length) {
      const groups = facts.map(({ name }) =>
        element("div", {}, element("dt", {}, name), element("dd"), element("dd", { class: "more" })),
      );
      this.facts.replaceChildren(...groups);
    }
    facts.forEach(({ value, more }, i) => {
      const [, shown, below] = this.facts.children[i].children;
      setText(shown as HTMLElement, value);
      setText(below as HTMLElement, more ?? "");
    });
  }

  private renderProgress(state: State): void {
    const { run, progress, epochs, started, status } = state;
    const total = plannedEpochs(state);
    const done = epochs.at(-1)?.epoch ?? 0;
    const within = progress && progress.epoch > done ? progress.batch / progress.batches : 0;
    this.bar.value = total ? Math.min(1, (done + within) / total) : 0;
    const atWork = status?.state === "running";
    const epoch = t("epoch {0} of {1}", whole(atWork ? Math.min(total, done + 1) : done), whole(total));
    const batch = within > 0 && progress && t(" · batch {0} of {1}", whole(progress.batch), whole(progress.batches));
    const perEpoch =
      atWork && progress && started && progress.examplesPerSecond > 0
        ? started.examples.train / progress.examplesPerSecond + (epochs.at(-1)?.evaluateSeconds ?? 0)
        : undefined;
    const left = perEpoch !== undefined && t(" · {0} left", duration(Math.max(0, total - done - within) * perEpoch));
    setText(this.epoch, run ? epoch : "");
    setText(this.batch, run && batch ? batch : "");
    setText(this.left, run && left ? left : "");
  }

  private renderActions({ run, status }: State): void {
    const { stop = false, pause = false, continue: goOn = false, resumeRun = false } = status?.can ?? {};
    this.stop.update({ hidden: !stop });
    this.pause.update({ hidden: !pause });
    this.continue.update({ hidden: !goOn });
    this.resume.update({ hidden: !resumeRun });
    const hasEnded = run !== undefined && status !== undefined && !this.isActive;
    this.again.update({ hidden: !hasEnded });
    // Epoch 0 cannot be forked: a new run of the same config starts there.
    const isStart = forkOf(this.shown, this.host.viewState).epoch === 0;
    this.fork.update({ hidden: !hasEnded || !this.canFork, enabled: !isStart });
  }

  /** True for a run with saved epochs. */
  private get canFork(): boolean {
    return this.shown.kept.length >= 2;
  }

  private get isActive(): boolean {
    return isAtWork(this.shown);
  }

  private forkHere(): void {
    const { epoch } = forkOf(this.shown, this.host.viewState);
    if (epoch !== 0) this.host.send({ type: "fork", ...(epoch !== undefined && { epoch }) });
  }
}
