/**
 * The processes that answer questions about configs. One answers all of them, as long as it answers quickly. A config
 * that keeps it busy for longer gets it for itself, and the other questions are asked again of a new one. A process
 * that uses too much memory, or is busy for too long, is killed, and its questions are not repeated for a while.
 */
import type { RequestName, RequestParams, RequestResult } from "../../protocol/requests";
import type { Child } from "./childProcess";

type Name = RequestName<"inspect">;

export interface PoolOptions {
  start(): Pick<Child<"inspect">, "channel" | "pid" | "exited" | "kill" | "dispose">;
  /** Resolves to the resident memory in bytes; undefined if it is unknown. */
  residentSize(pid: number): Promise<number | undefined>;
  /** Returns the memory limit of each process in bytes. */
  memory(): number;
  /** Returns the one-line reason why there is no answer. */
  tooSlow(seconds: number): string;
  tooLarge(megabytes: number): string;
  /** Returns milliseconds of a monotonic clock. */
  now?(): number;
}

/** Durations in milliseconds. */
export const patience = {
  /** Time after which a config that keeps others waiting gets the process for itself. */
  shared: 1000,
  /** Time after which a process is killed. */
  own: 30_000,
  /** Time during which a question that ended a process is not asked again, unless it changes. */
  again: 300_000,
  /** Interval of checking the busy processes. */
  look: 200,
};

/** Largest number of processes besides the shared one; each holds data. */
const maxOwn = 4;
const maxGivenUp = 100;

interface Question {
  /** Subject of the question: a config, or the machine. */
  readonly id: string;
  readonly name: Name;
  readonly params: RequestParams<Name>;
  readonly resolve: (result: RequestResult<Name>) => void;
  readonly reject: (error: unknown) => void;
}

interface Worker {
  readonly child: ReturnType<PoolOptions["start"]>;
  /** Config that has the process for itself. */
  owner?: string;
  /** Pending questions, each with the time it was asked. */
  readonly pending: Map<Question, number>;
  /** True once the process has started, which takes longer on a busy machine; below, since when. */
  isReady: boolean;
  readyAt: number;
  isEnded: boolean;
}

class Unanswered extends Error {
  constructor(
    readonly code: "data-slow" | "data-memory",
    message: string,
  ) {
    super(message);
  }
}

export class InspectorPool {
  private shared: Worker | undefined;
  private readonly own = new Map<string, Worker>();
  private readonly givenUp = new Map<string, { error: Unanswered; until: number }>();
  private timer: NodeJS.Timeout | undefined;
  private isChecking = false;

  constructor(private readonly options: PoolOptions) {}

  /** Process ids of the shared process and of those that a config has for itself. */
  get pids(): number[] {
    return this.workers().flatMap(({ child }) => child.pid ?? []);
  }

  /** Rejects with an error that has a `code`, as a Channel does. */
  ask<N extends Name>(id: string, name: N, params: RequestParams<N>): Promise<RequestResult<N>> {
    const known = this.givenUp.get(keyOf({ id, name, params }));
    if (known && this.now() < known.until) return Promise.reject(known.error);
    return new Promise((resolve, reject) => {
      this.send({ id, name, params, resolve: resolve as Question["resolve"], reject });
    });
  }

  /** Ends all processes; pending questions are rejected with "channel-closed". */
  close(): void {
    for (const worker of this.workers()) {
      this.forget(worker);
      worker.child.dispose();
    }
    this.stopChecking();
  }

  /** Checks the busy processes; called repeatedly while there are any. */
  async poll(): Promise<void> {
    if (this.isChecking) return;
    this.isChecking = true;
    try {
      for (const worker of this.workers()) if (worker.pending.size > 0) await this.checkWorker(worker);
    } finally {
      this.isChecking = false;
    }
    if (this.workers().every(({ pending }) => pending.size === 0)) this.stopChecking();
  }

  private async checkWorker(worker: Worker): Promise<void> {
    const { pid } = worker.child;
    const size = pid === undefined ? undefined : await this.options.residentSize(pid);
    const bound = this.options.memory();
    if (worker.isEnded || worker.pending.size === 0) return;
    if (size !== undefined && size > bound) {
      return this.end(worker, new Unanswered("data-memory", this.options.tooLarge(Math.round(bound / 2 ** 20))));
    }
    const [[oldest]] = worker.pending;
    const waited = this.waited(worker);
    const others = [...worker.pending.keys()].some(({ id }) => id !== oldest.id);
    if (others && worker.isReady && waited > patience.shared) this.separate(worker, oldest.id);
    else if (waited > patience.own) this.end(worker, this.tooSlow(worker));
  }

  /** Returns the milliseconds since the oldest pending question. */
  private waited({ pending, readyAt }: Worker): number {
    const [since = 0] = pending.values();
    return this.now() - Math.max(since, readyAt);
  }

  private tooSlow(worker: Worker): Unanswered {
    return new Unanswered("data-slow", this.options.tooSlow(Math.round(this.waited(worker) / 1000)));
  }

  private send(question: Question): void {
    const { id, name, params } = question;
    const worker = this.own.get(id) ?? this.all();
    worker.pending.set(question, this.now());
    this.timer ??= setInterval(() => void this.poll(), patience.look);
    worker.child.channel.request(name, params).then(
      (result) => worker.pending.delete(question) && question.resolve(result),
      (error) => this.failed(worker, question, error),
    );
  }

  /** Repeats questions of a crashed process, each in its own one, because any of them may be the cause. */
  private failed(worker: Worker, question: Question, error: unknown): void {
    const others = [...worker.pending.keys()].some(({ id }) => id !== question.id);
    if (!worker.pending.delete(question)) return;
    const isGone = (error as { code?: string }).code === "peer-gone";
    if (!isGone || worker.owner !== undefined || (!others && !worker.isEnded)) return question.reject(error);
    worker.isEnded = true;
    this.startOwn(question.id);
    this.send(question);
  }

  /** Leaves the process to the config and asks the others' questions of another one. */
  private separate(worker: Worker, id: string): void {
    const others = [...worker.pending.keys()].filter((question) => question.id !== id);
    for (const question of others) worker.pending.delete(question);
    worker.owner = id;
    if (this.shared === worker) this.shared = undefined;
    this.keep(id, worker);
    for (const question of others) this.send(question);
  }

  /** Rejects the questions if they are of one config; otherwise repeats each in a process of its own. */
  private end(worker: Worker, error: Unanswered): void {
    const questions = [...worker.pending.keys()];
    worker.pending.clear();
    this.forget(worker);
    worker.child.kill();
    worker.child.dispose();
    const isKnown = new Set(questions.map(({ id }) => id)).size === 1;
    for (const question of questions) {
      if (isKnown) {
        if (this.givenUp.size > maxGivenUp) this.givenUp.clear();
        this.givenUp.set(keyOf(question), { error, until: this.now() + patience.again });
        question.reject(error);
      } else {
        this.startOwn(question.id);
        this.send(question);
      }
    }
  }

  private all(): Worker {
    this.shared ??= this.start();
    return this.shared;
  }

  private startOwn(id: string): void {
    if (this.own.has(id)) return;
    const worker = this.start();
    worker.owner = id;
    this.keep(id, worker);
  }

  private keep(id: string, worker: Worker): void {
    this.own.set(id, worker);
    if (this.own.size <= maxOwn) return;
    const others = [...this.own.values()].filter((other) => other !== worker);
    const idle = others.find(({ pending }) => pending.size === 0) ?? others[0];
    if (idle.pending.size > 0) return this.end(idle, this.tooSlow(idle));
    this.forget(idle);
    idle.child.dispose();
  }

  private start(): Worker {
    const worker: Worker = {
      child: this.options.start(),
      pending: new Map(),
      isReady: false,
      readyAt: this.now(),
      isEnded: false,
    };
    worker.child.channel.hello.then(
      () => {
        worker.isReady = true;
        worker.readyAt = this.now();
      },
      () => {},
    );
    void worker.child.exited.then(() => this.forget(worker));
    return worker;
  }

  private forget(worker: Worker): void {
    worker.isEnded = true;
    if (this.shared === worker) this.shared = undefined;
    if (worker.owner !== undefined && this.own.get(worker.owner) === worker) this.own.delete(worker.owner);
  }

  private workers(): Worker[] {
    return [...(this.shared ? [this.shared] : []), ...this.own.values()];
  }

  private stopChecking(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private now(): number {
    return this.options.now?.() ?? performance.now();
  }
}

const keyOf = ({ id, name, params }: Pick<Question, "id" | "name" | "params">) => JSON.stringify([id, name, params]);
