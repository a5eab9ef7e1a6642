/**
 * The cost as a sound, for whoever listens or cannot look: a tone per epoch, the lower the smaller the cost is. Off
 * until a person switches it on: browsers give no sound without a click.
 */
import type { Host } from "../state/host";
import type { State } from "../state/store";

/** Of the largest cost so far, and of the least: three octaves. */
const [high, low] = [880, 110];
/** Seconds. */
const [length, pause] = [0.12, 0.15];
const loudness = 0.12;

/** Pitch of a cost between the least and the largest so far, by its logarithm where it has one; in hertz. Pure. */
function pitchOf(cost: number, costs: Iterable<number>): number {
  const known = [...costs].filter(Number.isFinite);
  const scale = known.every((each) => each > 0) ? Math.log : (value: number) => value;
  const [least, largest] = [Math.min(...known), Math.max(...known)].map(scale);
  const share = largest > least ? (scale(cost) - least) / (largest - least) : 1;
  return low * (high / low) ** share;
}

export class Sound {
  private context: AudioContext | undefined;
  /** The newest epoch that is not news any more; undefined: nothing was heard of a run yet. */
  private heard: number | undefined;
  private next = 0;

  constructor(private readonly host: Host) {
    // What a page before it was allowed, this one is allowed with the first click or key.
    if (!host.viewState.sound) return;
    const begin = () => this.start();
    addEventListener("pointerdown", begin, { once: true });
    addEventListener("keydown", begin, { once: true });
  }

  get on(): boolean {
    return this.host.viewState.sound === true;
  }

  /** Call it from a click. */
  toggle(on: boolean): void {
    this.host.updateViewState({ sound: on });
    if (on) this.start();
    else void this.context?.suspend();
  }

  render({ epochs }: State): void {
    const last = epochs.at(-1);
    const isNews = last !== undefined && this.heard !== undefined && last.epoch > this.heard;
    this.heard = last?.epoch ?? 0;
    if (!isNews || !this.on || !this.context || !Number.isFinite(last.cost)) return;
    // Of epochs that come faster than ears can follow, some.
    if (this.context.currentTime < this.next) return;
    this.next = this.context.currentTime + pause;
    this.play(this.context, pitchOf(last.cost, epochs.column("cost")?.subarray(-2000) ?? []));
  }

  private start(): void {
    if (!this.on) return;
    this.context ??= new AudioContext();
    void this.context.resume();
  }

  private play(context: AudioContext, pitch: number): void {
    const now = context.currentTime;
    const tone = new OscillatorNode(context, { frequency: pitch, type: "sine" });
    const volume = new GainNode(context, { gain: 0 });
    // Softly in and out: without a crack.
    volume.gain.linearRampToValueAtTime(loudness, now + 0.01);
    volume.gain.linearRampToValueAtTime(0, now + length);
    tone.connect(volume).connect(context.destination);
    tone.start(now);
    tone.stop(now + length);
  }
}
