/**
 * Ends a training of a window that was closed. A window that is reloaded comes back within seconds, so a training
 * without a client is stopped only after a while, with its checkpoint saved. One that a terminal started is watched by
 * nobody: its terminal ends it.
 */
import type { OnClose } from "../../protocol/requests";

/** The time that passes; a test lets it pass itself. */
export interface WatchClock {
  setTimeout(act: () => void, milliseconds: number): NodeJS.Timeout;
  clearTimeout(timer: NodeJS.Timeout | undefined): void;
}

export class ClientWatch {
  private joined = 0;
  private connected = 0;
  private policy: OnClose | undefined;
  private timer: NodeJS.Timeout | undefined;
  private closed = false;

  /** @param leave nobody came back in time */
  constructor(
    private readonly leave: () => void,
    private readonly clock: WatchClock = { setTimeout, clearTimeout },
  ) {}

  /** What happens without a client; left out: nothing. */
  follow(policy: OnClose): void {
    this.policy = policy;
    this.update();
  }

  /** Undefined where it goes on without clients. */
  get onClose(): OnClose | undefined {
    return this.policy;
  }

  /**
   * A setting that a client has now.
   * @returns whether it applies: not to a training that no window started
   */
  change(policy: OnClose): boolean {
    if (!this.policy) return false;
    this.follow(policy);
    return true;
  }

  /** A client came. Call what is returned when it goes. */
  join(): () => void {
    this.joined++;
    this.update();
    let left = false;
    return () => {
      if (!left) this.joined--;
      left = true;
      this.update();
    };
  }

  /** So many clients of the control socket there are now, beside those that joined. */
  count(connected: number): void {
    this.connected = connected;
    this.update();
  }

  /** The training has ended. */
  close(): void {
    this.closed = true;
    this.update();
  }

  /** Starts the wait where nobody is there, and ends it where somebody is. A wait that goes on takes a new length. */
  private update(): void {
    this.clock.clearTimeout(this.timer);
    this.timer = undefined;
    if (this.closed || this.joined + this.connected > 0 || this.policy?.action !== "stop") return;
    this.timer = this.clock.setTimeout(this.leave, this.policy.graceSeconds * 1000);
    // A process that has nothing else to do need not wait for it.
    this.timer.unref();
  }
}
