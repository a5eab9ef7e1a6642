/**
 * Stops a training whose window was closed. A window that is reloaded reconnects within seconds, so a training without
 * clients is stopped only after a grace period, with its checkpoint saved. A training that a terminal started is not
 * watched: its terminal ends it.
 */
import type { OnClose } from "../../protocol/requests";

/** Timer functions; tests replace them. */
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

  /** @param leave called if no client has connected in time */
  constructor(
    private readonly leave: () => void,
    private readonly clock: WatchClock = { setTimeout, clearTimeout },
  ) {}

  /** Sets the policy for a training without clients; without a policy nothing happens. */
  follow(policy: OnClose): void {
    this.policy = policy;
    this.update();
  }

  /** Undefined if the training continues without clients. */
  get onClose(): OnClose | undefined {
    return this.policy;
  }

  /**
   * Changes the policy, as a client requests.
   * @returns false if it does not apply: no window started this training
   */
  change(policy: OnClose): boolean {
    if (!this.policy) return false;
    this.follow(policy);
    return true;
  }

  /** Registers a client. Returns a function that removes it. */
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

  /** Sets the number of clients of the control socket, which are counted besides those that joined. */
  count(connected: number): void {
    this.connected = connected;
    this.update();
  }

  /** Ends the watch, when the training has ended. */
  close(): void {
    this.closed = true;
    this.update();
  }

  /** Starts the wait if there are no clients, otherwise ends it. A running wait restarts with a new length. */
  private update(): void {
    this.clock.clearTimeout(this.timer);
    this.timer = undefined;
    if (this.closed || this.joined + this.connected > 0 || this.policy?.action !== "stop") return;
    this.timer = this.clock.setTimeout(this.leave, this.policy.graceSeconds * 1000);
    // The timer does not keep an idle process alive.
    this.timer.unref();
  }
}
