/**
 * Serves the panel's page as to a webview: with VS Code's policy, a theme, and the host's script before the page's own.
 */
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { hostScript } from "./hostScript";
import { styleOf, type ThemeName, themes } from "./themes";

const dist = join(__dirname, "..", "..", "dist", "webview");
const nonce = "a1b2c3";

interface Served {
  readonly name: "main" | "compare" | "runsTable" | "group" | "matrix" | "data";
  readonly theme: ThemeName;
  readonly saved: unknown;
  readonly translations: Readonly<Record<string, string>> | undefined;
  readonly language: string | undefined;
}

export class PageServer {
  private readonly pages: Served[] = [];

  private constructor(private readonly server: Server) {
    server.on("request", ({ url = "/" }, response) => {
      const asset = /^\/((?:main|gif|compare|runsTable|group|matrix|data|shared-[0-9A-Z]{8})\.(js|css))$/.exec(url);
      const id = /^\/(\d+)$/.exec(url);
      if (asset) {
        response.setHeader("content-type", asset[2] === "js" ? "text/javascript" : "text/css");
        // The browser caches the compiled script too.
        response.setHeader("cache-control", "max-age=3600");
        response.end(readFileSync(join(dist, asset[1])));
      } else if (id && this.pages[Number(id[1])]) {
        response.setHeader("content-type", "text/html");
        response.end(html(Number(id[1]), this.pages[Number(id[1])]));
      } else response.writeHead(404).end();
    });
  }

  static async start(): Promise<PageServer> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    return new PageServer(server);
  }

  /** Adds a document and returns its id and URL. */
  add(document: Served): { id: number; url: string } {
    const id = this.pages.push(document) - 1;
    return { id, url: `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${id}` };
  }

  stop(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}

function html(id: number, { name, theme, saved, translations, language = "en" }: Served): string {
  const { bodyClass } = themes[theme];
  const policy = `default-src 'none'; img-src 'self' data:; style-src 'self' 'nonce-${nonce}'; font-src 'self'; script-src 'nonce-${nonce}'`;
  return `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8"><link rel="icon" href="data:,"><title>mnist</title>
<meta http-equiv="Content-Security-Policy" content="${policy}">
<script nonce="${nonce}">${hostScript(id, saved)}</script>
<style nonce="${nonce}">${styleOf(theme)}</style>
<link rel="stylesheet" href="/${name}.css"></head>
<body class="${bodyClass}"><div id="root"></div>${translations ? translated(translations) : ""}<script type="module" nonce="${nonce}" src="/${name}.js"></script></body></html>`;
}

/** Returns the translations, as the host embeds them, and a script that keeps what is written on canvases. */
const translated = (translations: Readonly<Record<string, string>>): string =>
  `<script nonce="${nonce}" type="application/json" id="l10n">${JSON.stringify(translations).replaceAll("<", "\\u003c")}</script>
<script nonce="${nonce}">${keepDrawnTexts}</script>`;

const keepDrawnTexts = `
const drawnTexts = (window.drawnTexts = new Set());
const { fillText } = CanvasRenderingContext2D.prototype;
CanvasRenderingContext2D.prototype.fillText = function (text, ...rest) {
  drawnTexts.add(text);
  return fillText.call(this, text, ...rest);
};`;
