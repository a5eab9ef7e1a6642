/** Opens the panel's page in a plain browser, under the policy that VS Code gives it, with a host that the test plays. */

import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { join } from "node:path";
import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import type { CompareHostMessage } from "../../src/protocol/compare";
import type { HostMessage, PageMessage } from "../../src/protocol/panel";
import { startBrowser } from "../launch/browser";
import { keepScreenshot } from "../launch/screenshot";
import { pictureFor } from "./recorded";
import { styleOf, type ThemeName, themes } from "./themes";

const dist = join(__dirname, "..", "..", "dist", "webview");
const nonce = "a1b2c3";

export interface OpenOptions {
  /** Of a run, or of several that are compared. */
  name?: "main" | "compare";
  theme?: ThemeName;
  width?: number;
  height?: number;
  /** What an earlier page left in its state. */
  saved?: unknown;
  /** The child process of the run in `folder`: answers questions, or throws. */
  answer?(name: string, params: unknown, question: { folder?: string; other?: string }): unknown;
}

export interface OpenedPage {
  readonly page: Page;
  /** Messages of the page so far. */
  readonly sent: () => Promise<PageMessage[]>;
  /** What the page has put into its state. */
  readonly saved: () => Promise<Record<string, unknown>>;
  readonly post: (...messages: (HostMessage | CompareHostMessage)[]) => Promise<void>;
  /** Violations of the content security policy and errors of scripts, without the toolkit's own. */
  readonly faults: string[];
}

/** A browser for the tests around, and pages that are closed after each of them. */
export function usePages(): { open(options?: OpenOptions): Promise<OpenedPage> } {
  let bench: PageBench;
  const pages: OpenedPage[] = [];
  before(async () => {
    bench = await PageBench.start();
  });
  after(() => bench.stop());
  afterEach(async function () {
    const opened = pages.splice(0);
    await keepScreenshot(this.currentTest, opened.at(-1)?.page);
    await Promise.all(opened.map(({ page }) => page.close()));
  });
  return {
    async open(options) {
      const opened = await bench.open(options);
      pages.push(opened);
      return opened;
    },
  };
}

/** One browser and server for a file of tests. */
class PageBench {
  private constructor(
    private readonly browser: Browser,
    /** One for all pages: then they share a process, and are there in half the time. */
    private readonly context: BrowserContext,
    private readonly server: Server,
    private readonly url: string,
  ) {}

  static async start(): Promise<PageBench> {
    const server = createServer((request, response) => {
      const url = new URL(request.url ?? "/", "http://localhost");
      if (/^\/(main|compare)\.(js|css)$/.test(url.pathname)) {
        response.setHeader("content-type", url.pathname.endsWith("js") ? "text/javascript" : "text/css");
        return response.end(readFileSync(join(dist, url.pathname)));
      }
      if (url.pathname !== "/") return response.writeHead(404).end();
      response.setHeader("content-type", "text/html");
      const { theme, name } = Object.fromEntries(url.searchParams);
      return response.end(html(theme as ThemeName, name));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    const port = address && typeof address === "object" ? address.port : 0;
    const browser = await startBrowser(["--renderer-process-limit=1"]);
    return new PageBench(browser, await browser.newContext(), server, `http://127.0.0.1:${port}`);
  }

  async stop(): Promise<void> {
    await this.browser.close();
    this.server.close();
  }

  async open({
    name = "main",
    theme = "dark",
    width = 1200,
    height = 900,
    saved,
    answer = unanswered,
  }: OpenOptions = {}): Promise<OpenedPage> {
    const page = await this.context.newPage();
    await page.setViewportSize({ width, height });
    const faults: string[] = [];
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !isOfToolkit(message.text())) faults.push(message.text());
    });
    // Playwright looks at every number of a list that crosses, and at a text once.
    await page.exposeFunction("answerQuestion", async (asked: string) => {
      const question: Question = JSON.parse(asked);
      try {
        return toText({ result: await answer(question.name, question.params, question) });
      } catch (error) {
        return toText({ error: (error as Error).message });
      }
    });
    await page.addInitScript(`
      const plain = (value) => value instanceof Float32Array ? { float32: [...value] } : value;
      const typed = (key, value) => {
        if (value?.bytes === undefined) return value;
        return new Float32Array(Uint8Array.from(atob(value.bytes), (each) => each.charCodeAt(0)).buffer);
      };
      window.kept = {
        sent: [],
        state: ${JSON.stringify(saved)},
        tell(messages) { for (const each of JSON.parse(messages, typed)) window.postMessage(each, "*"); },
      };
      const answer = async (question) => {
        const { id } = question;
        const said = await window.answerQuestion(JSON.stringify(question, (_, value) => plain(value)));
        window.postMessage({ type: "answer", id, ...JSON.parse(said, typed) }, "*");
      };
      window.acquireVsCodeApi = () => ({
        postMessage: (message) => {
          window.kept.sent.push(message);
          if (message.type === "ask") answer(message);
        },
        getState: () => window.kept.state,
        setState: (value) => { window.kept.state = value; },
      });
    `);
    await page.goto(`${this.url}/?theme=${theme}&name=${name}`);
    type Kept = { kept: { sent: PageMessage[]; state: Record<string, unknown>; tell(messages: string): void } };
    return {
      page,
      faults,
      sent: () => page.evaluate(() => (window as unknown as Kept).kept.sent),
      saved: () => page.evaluate(() => (window as unknown as Kept).kept.state),
      post: async (...messages) => {
        await page.evaluate((text) => (window as unknown as Kept).kept.tell(text), toText(messages));
        // Messages are tasks, drawing is a frame later.
        await page.waitForTimeout(60);
        await page.evaluate("new Promise((resolve) => requestAnimationFrame(() => resolve()))");
      },
    };
  }
}

interface Question {
  readonly name: string;
  readonly params: unknown;
  readonly folder?: string;
  readonly other?: string;
}

const unanswered = () => {
  throw new Error("nobody answers in this test");
};

/** Typed arrays cross as their bytes, which may be no numbers. */
const toText = (value: unknown): string =>
  JSON.stringify(value, (_, each) => (each instanceof Float32Array ? { bytes: base64(each) } : each));

const base64 = ({ buffer, byteOffset, byteLength }: Float32Array): string =>
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
export async function until(look: () => Promise<unknown>, what = "what was waited for"): Promise<void> {
  const end = Date.now() + 15_000;
  while (!(await look())) {
    if (Date.now() > end) throw new Error(`${what} did not come`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Answers the page's last wish for weights. */
export async function answerShow({ sent, post }: OpenedPage): Promise<void> {
  const show = (await sent()).findLast((message) => message.type === "show");
  if (show?.type === "show" && show.weights) await post({ type: "weights", picture: pictureFor(show.weights) });
}

function html(theme: ThemeName, name: string): string {
  const { bodyClass } = themes[theme];
  const policy = `default-src 'none'; img-src 'self' data:; style-src 'self' 'nonce-${nonce}'; font-src 'self'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>mnist</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="${nonce}">${styleOf(theme)}</style>
<link rel="stylesheet" href="/${name}.css"></head>
<body class="${bodyClass}"><div id="root"></div><script nonce="${nonce}" src="/${name}.js"></script></body></html>`;
}
