/**
 * Sonification of the cost: a tone per epoch, lower for a smaller cost. It is off by default: browsers do not play
 * sound before a click.
 */
import type { Host } from "../state/host";
import type { State } from "../state/store";

/** Frequencies of the largest and the smallest cost so far in hertz, three octaves apart. */
const [high, low] = [880, 110];
/** Length of a tone, and minimum time between the starts of two tones, in seconds. */
const [length, pause] = [0.12, 0.15];
const loudness = 0.12;

/** Returns the frequency of a cost in hertz, interpolated in log cost if all costs so far are positive. Pure. */
function pitchOf(cost: number, costs: Iterable<number>): number {
  const known = [...costs].filter(Number.isFinite);
  const scale = known.every((each) => each > 0) ? Math.log : (value: number) => value;
  const [least, largest] = [Math.min(...known), Math.max(...known)].map(scale);
  const share = largest > least ? (scale(cost) - least) / (largest - least) : 1;
  return low * (high / low) ** share;
}

export class Sound {
  private context: AudioContext | undefined;
  /** The newest epoch that was heard; undefined before the first state of a run. */
  private heard: number | undefined;
  private next = 0;

  constructor(private readonly host: Host) {
    // If sound was on before a reload, it starts with the first click or key.
    if (!host.viewState.sound) return;
    const begin = () => this.start();
    addEventListener("pointerdown", begin, { once: true });
    addEventListener("keydown", begin, { once: true });
  }

  get on(): boolean {
    return this.host.viewState.sound === true;
  }

  /** Turns sound on or off; must be called from a click. */
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
    // Epochs that follow too quickly to be heard apart are skipped.
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
    // Ramps at the start and the end avoid clicks.
    volume.gain.linearRampToValueAtTime(loudness, now + 0.01);
    volume.gain.linearRampToValueAtTime(0, now + length);
    tone.connect(volume).connect(context.destination);
    tone.start(now);
    tone.stop(now + length);
  }
}
