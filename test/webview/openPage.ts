/**
 * Opens the panel's page in a plain browser, under VS Code's content security policy, with a simulated host. Opening a
 * browser page is slow, loading a document is not: each test loads a new document in one shared page.
 */
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import type { CompareHostMessage } from "../../src/protocol/compare";
import type { DataHostMessage } from "../../src/protocol/dataPanel";
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
  /** The page: of a run, a comparison, the table of runs, a group, a matrix, or data. */
  name?: "main" | "compare" | "runsTable" | "group" | "matrix" | "data";
  theme?: ThemeName;
  width?: number;
  height?: number;
  /** The state saved by an earlier page. */
  saved?: unknown;
  /** Texts in the language of VS Code, by their English text; default: English. */
  translations?: Readonly<Record<string, string>>;
  /** The language of VS Code; default: "en". */
  language?: string;
  /** Answers questions as the child process of the run in `folder`, or throws. */
  answer?(name: string, params: unknown, question: { folder: string; other?: string }): unknown;
  /** Answers questions about weights; default: seeded weights. */
  weights?(params: RequestParams<"weights">): WeightPicture | Promise<WeightPicture>;
}

export interface OpenedPage {
  readonly page: Page;
  /** Messages that the page has sent. */
  readonly sent: () => Promise<PageMessage[]>;
  /** The page's saved state. */
  readonly saved: () => Promise<Record<string, unknown>>;
  /** Sends messages; resolves once the page has handled them and has drawn. */
  readonly post: (
    ...messages: (
      | HostMessage
      | CompareHostMessage
      | DataHostMessage
      | GroupHostMessage
      | MatrixHostMessage
      | RunsTableHostMessage
    )[]
  ) => Promise<void>;
  /** Resolves when the page has nothing more to draw, also for its observers. */
  readonly drawn: () => Promise<void>;
  /** Resolves when the page is idle: no frame, timer or answer is pending. */
  readonly rests: () => Promise<void>;
  /** Violations of the content security policy and script errors, except the toolkit's own. */
  readonly faults: string[];
}

/**
 * Provides a page for the tests of a suite. Opening again replaces the previous document, as when VS Code hides or
 * reloads a page.
 * @param alone uses a browser without other pages
 */
export function usePages({ alone = false } = {}): { open(options?: OpenOptions): Promise<OpenedPage> } {
  let bench: PageBench;
  before(async () => {
    bench = alone ? await PageBench.start(startBrowser) : await sharedBench();
  });
  after(() => (alone ? bench?.stop() : undefined));
  afterEach(async function () {
    await keepScreenshot(this.currentTest, bench.page);
    // A failed test may leave the page in any state, so it is closed.
    if (this.currentTest?.isFailed()) await bench.page?.close();
  });
  return { open: (options) => bench.open(options) };
}

let shared: Promise<PageBench> | undefined;

function sharedBench(): Promise<PageBench> {
  shared ??= PageBench.start(sharedBrowser);
  return shared;
}

// A root hook: it runs after all tests of the process.
after(async () => (await shared?.catch(() => undefined))?.stop());

/** A browser page and the server of its documents. */
class PageBench {
  /** The page that is kept between tests. */
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
    // Playwright serializes each number of an array separately, so answers are passed as text.
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
    translations,
    language,
    answer = unanswered,
    weights = pictureFor,
  }: OpenOptions = {}): Promise<OpenedPage> {
    const page = await this.emptied();
    await page.setViewportSize({ width, height });
    const faults: string[] = [];
    this.faults = faults;
    const { id, url } = this.server.add({ name, theme, saved, translations, language });
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

  /** Returns the kept page with its pointer and media settings reset. */
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

/** Typed arrays are sent as bytes, because JSON has no NaN and no infinity. */
const asBytes = (_: string, each: unknown): unknown => {
  if (each instanceof Float32Array) return { bytes: base64(each), bits: 32 };
  if (each instanceof Uint8Array) return { bytes: base64(each), bits: 8 };
  return each instanceof Float64Array ? { bytes: base64(each), bits: 64 } : each;
};

const base64 = ({ buffer, byteOffset, byteLength }: Float32Array | Float64Array | Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString("base64");

/** The toolkit's dropdown adds an empty style element to its shadow root, which the policy blocks. */
const isOfToolkit = (fault: string) => fault.includes("sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");

/** Returns the visible text of an element. */
export async function seen(locator: Locator): Promise<string> {
  await locator.waitFor();
  const [text] = await locator.allInnerTexts();
  return text;
}

/** Polls for up to 15 s. It runs outside the page, because the page's policy blocks Playwright's own polling. */
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

/** Waits until visible weights are drawn. */
export async function untilWeights({ page, drawn }: OpenedPage): Promise<void> {
  await page.locator("canvas.heatmap").first().waitFor();
  await drawn();
}
