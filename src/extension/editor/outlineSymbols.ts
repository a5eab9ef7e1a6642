/** The outline of a config as symbols: layers with their shapes, and the parameters of a sweep with their values. */
import {
  type Disposable,
  DocumentSymbol,
  type DocumentSymbolProvider,
  l10n,
  languages,
  Range,
  SymbolKind,
  type TextDocument,
} from "vscode";
import type { NetworkOutline, TextRange } from "../../config/editor/outline";
import type { SweepOutline } from "../../config/editor/sweepOutline";
import { languageId } from "../base/language";
import type { Inspector } from "../process/inspector";
import { networkOutline, parseConfig } from "./parsedConfig";
import { formatParameters, formatShape } from "./shapeText";
import { searchText, valuesText } from "./sweepText";

export function showOutline(inspector: Inspector): Disposable {
  const provider: DocumentSymbolProvider = {
    provideDocumentSymbols: async (document) => {
      const network = await networkOutline(document, inspector);
      const { sweepOutline } = await import("../../config/editor/sweepOutline");
      const sweep = network.sections.sweep && sweepOutline((await parseConfig(document)).value);
      return documentSymbols(document, network, sweep);
    },
  };
  return languages.registerDocumentSymbolProvider({ language: languageId }, provider, { label: l10n.t("Network") });
}

/** Symbol kinds that JSON support does not use: package.json's configuration defaults hide those from our outline. */
const kinds: Record<string, SymbolKind> = {
  data: SymbolKind.Struct,
  layers: SymbolKind.Namespace,
  cost: SymbolKind.Function,
  training: SymbolKind.Event,
  sweep: SymbolKind.Interface,
};

function documentSymbols(
  document: TextDocument,
  network: NetworkOutline,
  sweep: SweepOutline | undefined,
): DocumentSymbol[] {
  const { sections, layers } = network;
  const symbol = (name: string, detail: string, kind: SymbolKind, { offset, length }: TextRange) => {
    const range = new Range(document.positionAt(offset), document.positionAt(offset + length));
    return new DocumentSymbol(name, detail, kind, range, range);
  };
  return Object.entries(sections).flatMap(([key, range]) => {
    if (!Object.hasOwn(kinds, key)) return [];
    const detail = key === "sweep" ? sweepDetail(sweep) : sectionDetail(key, network);
    const section = symbol(key, detail, kinds[key], range);
    if (key === "sweep") {
      section.children = Object.entries(network.swept).map(([path, place]) => {
        const parameter = sweep?.space.find((each) => each.path === path);
        return symbol(path, parameter ? valuesText(parameter) : "", SymbolKind.Property, place);
      });
    }
    if (key !== "layers") return [section];
    section.children = layers.map((layer, index) => {
      const name = index === layers.length - 1 ? l10n.t("output layer") : l10n.t("layer {0}", index + 1);
      const detail = [layer.activation, formatShape(layer)].filter(Boolean).join(" · ");
      return symbol(name, detail, SymbolKind.Class, layer);
    });
    return [section];
  });
}

/** Returns "tpe · 40 trials". */
const sweepDetail = (sweep: SweepOutline | undefined): string =>
  sweep ? searchText(sweep.search.type, sweep.search.trials ?? sweep.points ?? Number.POSITIVE_INFINITY) : "";

/** Returns the detail of a section: "mnist", "79,510 parameters", "cross-entropy", "sgd · 30 epochs". */
function sectionDetail(key: string, { data, parameters, cost = "", optimizer, epochs }: NetworkOutline): string {
  switch (key) {
    case "data": {
      const { name, path, trainImages, format } = (data ?? {}) as Record<string, unknown>;
      return String(name ?? path ?? trainImages ?? format ?? "");
    }
    case "layers":
      return parameters === undefined ? "" : formatParameters(parameters);
    case "cost":
      return cost;
    default:
      return [optimizer, epochs && l10n.t("{0} epochs", epochs)].filter(Boolean).join(" · ");
  }
}
