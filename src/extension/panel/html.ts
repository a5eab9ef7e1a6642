/**
 * The HTML of a panel's page, without inline code: one script module with a nonce, one style sheet, and the
 * translations of VS Code's display language as data.
 */
import { randomBytes } from "node:crypto";
import { env, l10n, Uri, type Webview } from "vscode";

/**
 * Names in dist/webview: main for a run, compare for several runs, runsTable for all runs, group for a group, matrix
 * for View Matrix, data for Look at Data.
 */
export type PageName = "main" | "compare" | "runsTable" | "group" | "matrix" | "data";

export function pageOf(webview: Webview, extension: Uri, title: string, page: PageName = "main"): string {
  const resource = (name: string) => webview.asWebviewUri(Uri.joinPath(extension, "dist", "webview", name));
  const nonce = randomBytes(18).toString("base64url");
  const policy = [
    "default-src 'none'",
    `img-src ${webview.cspSource} data:`,
    `style-src ${webview.cspSource}`,
    `font-src ${webview.cspSource}`,
    `script-src 'nonce-${nonce}'`,
  ].join("; ");
  return `<!DOCTYPE html>
<html lang="${l10n.bundle ? env.language : "en"}">
  <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <link rel="stylesheet" href="${resource(`${page}.css`)}">
    <title>${escaped(title)}</title>
  </head>
  <body>
    <div id="root"></div>
    ${translations()}<script type="module" nonce="${nonce}" src="${resource(`${page}.js`)}"></script>
  </body>
</html>`;
}

/** Returns the element that webview/ui/l10n.ts reads; "" in English. */
function translations(): string {
  if (!l10n.bundle) return "";
  const json = JSON.stringify(l10n.bundle).replaceAll("<", "\\u003c");
  return `<script type="application/json" id="l10n">${json}</script>\n    `;
}

const escaped = (text: string) => text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`);
