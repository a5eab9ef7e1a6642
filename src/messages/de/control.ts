/** German for ../control.ts. */
import type { controlMessages } from "../control";
import type { TextsOf } from "../message";

export const controlTexts: TextsOf<typeof controlMessages> = {
  "not-training": ({ folder }) =>
    `${folder}: kein Prozess trainiert diesen Lauf; setzen Sie ihn mit resume fort, oder sehen Sie sein Ergebnis mit evaluate an`,
  "control-starting": ({ folder }) =>
    `${folder}: ein Prozess übernimmt gerade diesen Lauf; verbinden Sie sich in einem Moment erneut`,
  "control-none": ({ folder, pid }) =>
    `${folder}: Prozess ${pid} trainiert diesen Lauf ohne Steuersocket (den Grund nennt vielleicht seine log.txt, oder es ` +
    `ist eine ältere Version); beenden Sie ihn dort, wo er gestartet wurde, oder unter Linux und macOS mit kill -INT ${pid}`,
  "control-elsewhere": ({ folder, host }) =>
    `${folder}: dieser Lauf wird auf ${host} trainiert; verbinden Sie sich dort mit ihm`,
  "control-unreachable": ({ folder, pid }) =>
    `${folder}: Prozess ${pid} trainiert diesen Lauf und antwortet von hier aus nicht, zum Beispiel weil er in einem anderen ` +
    "Container oder unter einem anderen Benutzer läuft; verbinden Sie sich dort, wo er gestartet wurde",
  "control-lost": ({ folder, pid }) =>
    `${folder}: die Verbindung zu Prozess ${pid} endete vor dem Training; verbinden Sie sich erneut, oder setzen Sie den ` +
    "Lauf fort, falls der Prozess beendet ist",
  "control-other-run": ({ folder, run }) =>
    `${folder}: ist eine Kopie von ${run}, und jener Lauf wird trainiert; verbinden Sie sich mit ihm`,
  "control-moved": ({ folder, run, pid }) =>
    `${folder}: Prozess ${pid} trainiert diesen Lauf als ${run}, und das existiert hier nicht; wurde der Ordner verschoben, ` +
    "verschieben Sie ihn zurück, weil dort jetzt nichts gespeichert werden kann",
  "control-protocol": ({ folder, theirs, pid }) =>
    `${folder}: Prozess ${pid} trainiert diesen Lauf mit Version ${theirs}, die ein anderes Protokoll verwendet; verbinden ` +
    "Sie sich mit jener Version",
  "control-request": ({ folder, name, reason }) =>
    `${folder}: ${name} wurde abgelehnt: ${reason}; verbinden Sie sich mit der Version, die ihn trainiert`,
  "hand-over/program": ({ folder, pid }) =>
    `${folder}: Prozess ${pid} trainiert diesen Lauf für ein Programm, das auf sein Ergebnis wartet, und behält ihn; ` +
    "beenden Sie ihn dort, und setzen Sie dann den Lauf fort",
  "hand-over/debugger": ({ folder, pid }) =>
    `${folder}: Prozess ${pid} debuggt diesen Lauf bereits; beenden oder trennen Sie zuerst jene Debugsitzung`,
  "hand-over/trial": ({ folder }) =>
    `${folder}: ein Worker trainiert diesen Lauf für seine Gruppe und behält ihn; debuggen Sie ihn, wenn er beendet ist, ` +
    "oder trainieren Sie seine Konfiguration einzeln",
  "hand-over/version": ({ folder, pid, ours, theirs }) =>
    `${folder}: Prozess ${pid} trainiert diesen Lauf mit Version ${ours}, und Version ${theirs} fordert ihn an; beenden Sie ` +
    "das Training, und setzen Sie dann den Lauf fort",
  "hand-over/gone": ({ folder, pid }) =>
    `${folder}: Prozess ${pid}, der diesen Lauf angefordert hat, ist beendet; fordern Sie ihn erneut an`,
  "hand-over/ended": ({ folder, reason }) =>
    `${folder}: das Training endete, bevor es übergeben wurde (${reason}); setzen Sie es mit resume fort, oder sehen Sie ` +
    "sein Ergebnis mit evaluate an",
  "hand-over/answer": ({ answer }) => answer,
  "control-folder/owner": ({ folder }) =>
    `${folder}: gehört nicht nur diesem Benutzer; entfernen Sie den Ordner, oder setzen Sie XDG_RUNTIME_DIR auf einen anderen`,
  "control-folder/mode": ({ folder }) =>
    `${folder}: andere Benutzer haben Zugriff darauf; führen Sie chmod 700 dafür aus`,
};
