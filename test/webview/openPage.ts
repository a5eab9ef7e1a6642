/**
 * Opens the panel's page in a plain browser, under the policy that VS Code gives it, with a host that the test plays. A browser's
 * page is costly, a document is not: tests get a new document each, in one page that is kept for all of them.
 */
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import type { CompareHostMessage } from "../../src/protocol/compare";
import type { GroupHostMessage } from "../../src/protocol/groupPanel";
import type { MatrixHostMessage } from "../../src/protocol/matrixPanel";
import type { HostMessage, PageMessage } from "../../src/protocol/panel";
import type { RequestParams, WeightPicture } from "../../src/protocol/requests";
import type { RunsTableHostMessage } from "../../src/protocol/runsTable";
import { startBrowser } from "../launch/browser";
import { keepScreenshot } from "../launch/screenshot";
import { unseen } from "../launch/unseen";
import type { Kept } from "./hostScript";
import { PageServer } from "./pageServer";
import { pictureFor } from "./recorded";
import { sharedBrowser } from "./sharedBrowser";
import type { ThemeName } from "./themes";

export interface OpenOptions {
  /** Of a run, of several that are compared, of all, of a group, or of a matrix. */
  name?: "main" | "compare" | "runsTable" | "group" | "matrix";
  theme?: ThemeName;
  width?: number;
  height?: number;
  /** What an earlier page left in its state. */
  saved?: unknown;
  /** The child process of the run in `folder`: answers questions, or throws. */
  answer?(name: string, params: unknown, question: { folder: string; other?: string }): unknown;
  /** The same, of weights; left out: those that were made from a seed. */
  weights?(params: RequestParams<"weights">): WeightPicture | Promise<WeightPicture>;
}

export interface OpenedPage {
  readonly page: Page;
  /** Messages of the page so far. */
  readonly sent: () => Promise<PageMessage[]>;
  /** What the page has put into its state. */
  readonly saved: () => Promise<Record<string, unknown>>;
  /** Until the page has taken the messages and has drawn. */
  readonly post: (
    ...messages: (HostMessage | CompareHostMessage | GroupHostMessage | MatrixHostMessage | RunsTableHostMessage)[]
  ) => Promise<void>;
  /** Until the page has nothing more to draw, observers of its own included. */
  readonly drawn: () => Promise<void>;
  /** Until the page waits for nothing any more: without a frame, a timer or an answer nothing comes of itself. */
  readonly rests: () => Promise<void>;
  /** Violations of the content security policy and errors of scripts, without the toolkit's own. */
  readonly faults: string[];
}

/**
 * A page for the tests around. Whoever opens again leaves the page of before: it is hidden or reloaded, as VS Code does it.
 * @param alone in a browser that holds no other page
 */
export function usePages({ alone = false } = {}): { open(options?: OpenOptions): Promise<OpenedPage> } {
  let bench: PageBench;
  before(async () => {
    bench = alone ? await PageBench.start(startBrowser) : await sharedBench();
  });
  after(() => (alone ? bench?.stop() : undefined));
  afterEach(async function () {
    await keepScreenshot(this.currentTest, bench.page);
    // Whatever it was in the middle of.
    if (this.currentTest?.isFailed()) await bench.page?.close();
  });
  return { open: (options) => bench.open(options) };
}

let shared: Promise<PageBench> | undefined;

function sharedBench(): Promise<PageBench> {
  shared ??= PageBench.start(sharedBrowser);
  return shared;
}

// Beside no test: a hook of the whole process.
after(async () => (await shared?.catch(() => undefined))?.stop());

/** A browser's page, and what it is served. */
class PageBench {
  /** The kept one. */
  page: Page | undefined;
  private readonly answers = new Map<number, NonNullable<OpenOptions["answer"]>>();
  private faults: string[] = [];

  private constructor(
    private readonly context: BrowserContext,
    private readonly server: PageServer,
  ) {}

  static async start(browserOf: () => Promise<Browser>): Promise<PageBench> {
    const context = await (await browserOf()).newContext();
    await context.addInitScript(unseen);
    const bench = new PageBench(context, await PageServer.start());
    // Playwright looks at every number of a list that crosses, and at a text once.
    await bench.context.exposeFunction("answerQuestion", (id: number, asked: string) => bench.answer(id, asked));
    return bench;
  }

  async stop(): Promise<void> {
    this.server.stop();
    await this.context.browser()?.close();
  }

  async open({
    name = "main",
    theme = "dark",
    width = 1200,
    height = 900,
    saved,
    answer = unanswered,
    weights = pictureFor,
  }: OpenOptions = {}): Promise<OpenedPage> {
    const page = await this.emptied();
    await page.setViewportSize({ width, height });
    const faults: string[] = [];
    this.faults = faults;
    const { id, url } = this.server.add({ name, theme, saved });
    this.answers.set(id, (asked, params, question) => {
      return asked === "weights" ? weights(params as RequestParams<"weights">) : answer(asked, params, question);
    });
    await page.goto(url);
    return {
      page,
      faults,
      sent: () => page.evaluate(() => (window as unknown as Here).kept.sent),
      saved: () => page.evaluate(() => (window as unknown as Here).kept.state),
      post: (...messages) =>
        page.evaluate((text) => (window as unknown as Here).kept.post(text), JSON.stringify(messages, asBytes)),
      drawn: () => page.evaluate(() => (window as unknown as Here).kept.drawn()),
      rests: async () => {
        let waitsFor: string[] = [];
        await until(
          async () => {
            waitsFor = await page.evaluate(async () => {
              const { kept } = window as unknown as Here;
              await kept.drawn();
              return kept.waitsFor();
            });
            return waitsFor.length === 0;
          },
          () => `the end of ${waitsFor.join(", ")}`,
        );
      },
    };
  }

  /** The kept page, with nothing on it of what was done to it. */
  private async emptied(): Promise<Page> {
    if (this.page && !this.page.isClosed()) {
      await this.page.mouse.move(0, 0);
      await this.page.emulateMedia({ reducedMotion: null });
      return this.page;
    }
    const page = await this.context.newPage();
    page.on("pageerror", (error) => this.faults.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !isOfToolkit(message.text())) this.faults.push(message.text());
    });
    this.page = page;
    return page;
  }

  private async answer(id: number, asked: string): Promise<string> {
    const question: Question = JSON.parse(asked);
    try {
      const result = await (this.answers.get(id) ?? unanswered)(question.name, question.params, question);
      return JSON.stringify({ result }, asBytes);
    } catch (error) {
      return JSON.stringify({ error: (error as Error).message });
    }
  }
}

type Here = { kept: Kept };

interface Question {
  readonly name: string;
  readonly params: unknown;
  readonly folder: string;
  readonly other?: string;
}

const unanswered = () => {
  throw new Error("nobody answers in this test");
};

/** Typed arrays cross as their bytes, which may be no numbers. */
const asBytes = (_: string, each: unknown): unknown => {
  if (each instanceof Float32Array) return { bytes: base64(each), bits: 32 };
  return each instanceof Float64Array ? { bytes: base64(each), bits: 64 } : each;
};

const base64 = ({ buffer, byteOffset, byteLength }: Float32Array | Float64Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("base64");

/** The toolkit's dropdown puts an empty style element into its own shadow; the policy keeps it from having rules. */
const isOfToolkit = (fault: string) => fault.includes("sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");

/** The text that a person sees: what is hidden is not in it. */
export async function seen(locator: Locator): Promise<string> {
  await locator.waitFor();
  const [text] = await locator.allInnerTexts();
  return text;
}

/** Looks again and again, for a quarter of a minute. The page's policy lets no driver wait inside it. */
export async function until(
  look: () => Promise<unknown>,
  what: string | (() => string) = "what was waited for",
): Promise<void> {
  const end = Date.now() + 15_000;
  while (!(await look())) {
    if (Date.now() > end) throw new Error(`${typeof what === "string" ? what : what()} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Until weights are drawn, where they are in sight. */
export async function untilWeights({ page, drawn }: OpenedPage): Promise<void> {
  await page.locator("canvas.heatmap").first().waitFor();
  await drawn();
}
