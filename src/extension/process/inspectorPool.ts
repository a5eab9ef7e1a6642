/**
 * The processes that answer questions about configs. One answers all of them, as long as it answers at once. A config
 * that keeps it busy for longer keeps it for itself, and the others are asked again of a new one. A process that
 * occupies too much memory, or is busy for too long, is ended, and its config is left alone for a while.
 */
import type { RequestName, RequestParams, RequestResult } from "../../protocol/requests";
import type { Child } from "./childProcess";

type Name = RequestName<"inspect">;

export interface PoolOptions {
  start(): Pick<Child<"inspect">, "channel" | "pid" | "exited" | "kill" | "dispose">;
  /** In bytes; undefined where it is not known. */
  residentSize(pid: number): Promise<number | undefined>;
  /** In bytes, of each process. */
  memory(): number;
  /** Why there is no answer, in one line. */
  tooSlow(seconds: number): string;
  tooLarge(megabytes: number): string;
  /** In milliseconds, of a clock that nobody sets. */
  now?(): number;
}

/** In milliseconds. */
export const patience = {
  /** Who takes longer while others wait does so in a process of its own. */
  shared: 1000,
  /** Who takes longer is ended. */
  own: 30_000,
  /** A question that ended a process is not asked again for so long, unless it changes. */
  again: 300_000,
  /** Between two looks at the processes that are busy. */
  look: 200,
};

/** Beside the one for all; each holds data. */
const mostOwn = 4;
const mostGivenUp = 100;

interface Question {
  /** What it is about: a config, or the machine. */
  readonly id: string;
  readonly name: Name;
  readonly params: RequestParams<Name>;
  readonly resolve: (result: RequestResult<Name>) => void;
  readonly reject: (error: unknown) => void;
}

interface Worker {
  readonly child: ReturnType<PoolOptions["start"]>;
  /** The config that has it for itself. */
  owner?: string;
  /** What it is asked, and since when. */
  readonly asked: Map<Question, number>;
  /** Whether it has started and can be asked, which takes as long as the machine is busy; and since when. */
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
  private isLooking = false;

  constructor(private readonly options: PoolOptions) {}

  /** Of the process that answers all. */
  get pid(): number | undefined {
    return this.shared?.child.pid;
  }

  /** Rejects with an error that has a `code`, as a Channel does. */
  ask<N extends Name>(id: string, name: N, params: RequestParams<N>): Promise<RequestResult<N>> {
    const known = this.givenUp.get(keyOf({ id, name, params }));
    if (known && this.now() < known.until) return Promise.reject(known.error);
    return new Promise((resolve, reject) => {
      this.send({ id, name, params, resolve: resolve as Question["resolve"], reject });
    });
  }

  /** Ends all processes; what they are asked is rejected with "channel-closed". */
  close(): void {
    for (const worker of this.workers()) {
      this.forget(worker);
      worker.child.dispose();
    }
    this.stopLooking();
  }

  /** Looks at those that are busy; called again and again while there are any. */
  async look(): Promise<void> {
    if (this.isLooking) return;
    this.isLooking = true;
    try {
      for (const worker of this.workers()) if (worker.asked.size > 0) await this.lookAt(worker);
    } finally {
      this.isLooking = false;
    }
    if (this.workers().every(({ asked }) => asked.size === 0)) this.stopLooking();
  }

  private async lookAt(worker: Worker): Promise<void> {
    const { pid } = worker.child;
    const size = pid === undefined ? undefined : await this.options.residentSize(pid);
    const bound = this.options.memory();
    if (worker.isEnded || worker.asked.size === 0) return;
    if (size !== undefined && size > bound) {
      return this.end(worker, new Unanswered("data-memory", this.options.tooLarge(Math.round(bound / 2 ** 20))));
    }
    const [[oldest]] = worker.asked;
    const waited = this.waited(worker);
    const others = [...worker.asked.keys()].some(({ id }) => id !== oldest.id);
    if (others && worker.isReady && waited > patience.shared) this.separate(worker, oldest.id);
    else if (waited > patience.own) this.end(worker, this.tooSlow(worker));
  }

  /** Milliseconds since it was asked what it was asked first. */
  private waited({ asked, readyAt }: Worker): number {
    const [since = 0] = asked.values();
    return this.now() - Math.max(since, readyAt);
  }

  private tooSlow(worker: Worker): Unanswered {
    return new Unanswered("data-slow", this.options.tooSlow(Math.round(this.waited(worker) / 1000)));
  }

  private send(question: Question): void {
    const { id, name, params } = question;
    const worker = this.own.get(id) ?? this.all();
    worker.asked.set(question, this.now());
    this.timer ??= setInterval(() => void this.look(), patience.look);
    worker.child.channel.request(name, params).then(
      (result) => worker.asked.delete(question) && question.resolve(result),
      (error) => this.failed(worker, question, error),
    );
  }

  /** A process that went down says nothing of whose question it was; each is asked in one of its own. */
  private failed(worker: Worker, question: Question, error: unknown): void {
    const others = [...worker.asked.keys()].some(({ id }) => id !== question.id);
    if (!worker.asked.delete(question)) return;
    const isGone = (error as { code?: string }).code === "peer-gone";
    if (!isGone || worker.owner !== undefined || (!others && !worker.isEnded)) return question.reject(error);
    worker.isEnded = true;
    this.startOwn(question.id);
    this.send(question);
  }

  /** The config keeps the process; what others ask of it is asked again of another. */
  private separate(worker: Worker, id: string): void {
    const others = [...worker.asked.keys()].filter((question) => question.id !== id);
    for (const question of others) worker.asked.delete(question);
    worker.owner = id;
    if (this.shared === worker) this.shared = undefined;
    this.keep(id, worker);
    for (const question of others) this.send(question);
  }

  /** Whose question it was is known where there is only one config; else each is asked in a process of its own. */
  private end(worker: Worker, error: Unanswered): void {
    const questions = [...worker.asked.keys()];
    worker.asked.clear();
    this.forget(worker);
    worker.child.kill();
    worker.child.dispose();
    const isKnown = new Set(questions.map(({ id }) => id)).size === 1;
    for (const question of questions) {
      if (isKnown) {
        if (this.givenUp.size > mostGivenUp) this.givenUp.clear();
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
    if (this.own.size <= mostOwn) return;
    const others = [...this.own.values()].filter((other) => other !== worker);
    const idle = others.find(({ asked }) => asked.size === 0) ?? others[0];
    if (idle.asked.size > 0) return this.end(idle, this.tooSlow(idle));
    this.forget(idle);
    idle.child.dispose();
  }

  private start(): Worker {
    const worker: Worker = {
      child: this.options.start(),
      asked: new Map(),
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

  private stopLooking(): void {
    clearInterval(this.timer);
    this.timer = undefined;
  }

  private now(): number {
    return this.options.now?.() ?? performance.now();
  }
}

const keyOf = ({ id, name, params }: Pick<Question, "id" | "name" | "params">) => JSON.stringify([id, name, params]);
