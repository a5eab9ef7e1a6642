/** German for ../channel.ts. */
import type { channelMessages } from "../channel";
import type { TextsOf } from "../message";

export const channelTexts: TextsOf<typeof channelMessages> = {
  "peer-gone": () => "der Trainingsprozess ist beendet",
  "peer-gone/request": ({ name, reason }) => `${name}: der Trainingsprozess ist beendet (${reason})`,
  "peer-gone/nothing": ({ name }) => `${name}: es wurde nichts gestartet`,
  "peer-gone/unconnected": ({ name }) => `${name}: es besteht keine Verbindung zum Training`,
  "channel-closed": () => "die Verbindung zum Trainingsprozess wurde geschlossen",
  "no-hello": ({ message }) => `die erste Nachricht des Trainingsprozesses ist nicht hello: ${message}`,
  "protocol-mismatch": ({ theirs, version, ours }) =>
    `der Trainingsprozess und dieses Programm verwenden die Protokolle ${theirs} (Version ${version}) und ${ours}; ` +
    "installieren Sie beide in derselben Version",
  "bad-result": ({ name }) => `${name}: die Antwort des Trainingsprozesses entspricht nicht diesem Protokoll`,
  "unknown-request": ({ name, role, known }) => `unbekannte Anfrage '${name}'; die Rolle ${role} beantwortet ${known}`,
  "bad-params": ({ problem }) => `falsche Parameter: ${problem}`,
  "too-large": ({ reason }) => `${reason}; fordern Sie weniger Zeilen oder Spalten an`,
  basics: () => "bei verschiedenen Protokollversionen funktionieren nur stop, pause, resume und ping",
};
