/** German for ../folds.ts. */
import type { foldMessages } from "../folds";
import { counted, type TextsOf } from "../message";

const noFinal = (folder: string) => `${folder}: kein Netz dieser Gruppe wurde mit allen Beispielen trainiert`;

export const foldTexts: TextsOf<typeof foldMessages> = {
  "folds-too-many": ({ folds, examples }) =>
    `data.validation: ${examples} Beispiele lassen sich nicht in ${folds} Folds teilen; verwenden Sie weniger`,
  "folds-too-many/ordered": ({ folds, examples }) =>
    `data.validation: ${folds} geordnete Folds benötigen ${folds + 1} Beispiele, und es gibt ${examples}; verwenden Sie weniger`,
  "folds-too-many/groups": ({ folds, groups }) =>
    `data.validation: ${counted(groups, "Gruppe lässt", "Gruppen lassen")} sich nicht in ${folds} Folds teilen; ` +
    "verwenden Sie weniger",
  "folds-too-many/empty": ({ folds, found }) =>
    `data.validation: die Gruppen sind so ungleich, dass sie nur ${found} von ${folds} Folds füllen; verwenden Sie weniger`,
  "folds-session": ({ file, folds }) =>
    `${file}: data.validation hat ${folds} Folds, und hier kann nur ein Netz trainiert werden; führen Sie aus: ` +
    "matrix-network train, oder nennen Sie mit data.validation.fold einen davon",
  "folds-detach": ({ file }) =>
    `${file}: Folds können noch nicht in einem getrennten Prozess trainiert werden; lassen Sie --detach weg`,
  "folds-option": ({ option }) =>
    "fortgesetzte Folds behalten ihre Optionen; lassen Sie " +
    `--${option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} weg`,
  "no-folds": ({ file }) =>
    `${file}: data.validation hat keine Folds oder nennt einen davon; trainieren Sie die Konfiguration wie jede andere`,
  "group-session": ({ folder }) =>
    `${folder}: ist eine Gruppe von Trainings, und hier kann nur ein Netz trainiert werden; führen Sie aus: ` +
    "matrix-network resume",
  "folds-damaged": ({ file, reason }) =>
    `${file}: nicht der Plan von Folds (plan${reason}); stellen Sie die Datei wieder her, oder trainieren Sie die ` +
    "Konfiguration erneut",
  "folds-backend": ({ folder, backend }) =>
    `${folder}: die Folds werden mit ${backend} trainiert, und Worker trainieren mit wasm, das andere Bits ergibt; ` +
    "führen Sie aus: matrix-network resume",
  "folds-running/final": ({ folder }) =>
    `${folder}: ein anderer Prozess trainiert dieses Netz; warten Sie darauf, oder beenden Sie den Prozess zuerst`,
  "folds-running": ({ folder, fold, pid, host }) => {
    const process =
      pid === undefined ? "ein anderer Prozess" : `Prozess ${pid}${host === undefined ? "" : ` auf ${host}`}`;
    return `${folder}: ${process} trainiert ${fold}; warten Sie darauf, oder beenden Sie den Prozess zuerst`;
  },
  "group-no-final": ({ folder }) =>
    `${noFinal(folder)}; nennen Sie einen ihrer Läufe (trials/000000/run), oder setzen Sie sie fort: matrix-network resume`,
  "group-no-final/refit": ({ folder }) =>
    `${noFinal(folder)}, weil "refit" auf false steht; nennen Sie einen ihrer Läufe (trials/000000/run)`,
  "group-no-final/failed": ({ folder, trial }) =>
    `${noFinal(folder)}, weil der Fold von trials/${trial} fehlgeschlagen ist; korrigieren Sie die Konfiguration, und ` +
    "trainieren Sie erneut, oder nennen Sie einen ihrer Läufe (trials/000000/run)",
  "folds-unfinished": ({ folder, ended, folds }) =>
    `${folder}: ${ended} von ${folds} Folds sind beendet, daher gibt es noch keinen Mittelwert; setzen Sie die Gruppe fort: ` +
    "matrix-network resume",
  "folds-verify": ({ folder, backend }) =>
    `${folder}: die Folds wurden mit ${backend} trainiert, und Gruppen werden mit wasm überprüft; überprüfen Sie ihre ` +
    "Läufe einzeln (trials/000000/run)",
  "group-is-sweep": ({ folder }) =>
    `${folder}: ein Sweep hat kein endgültiges Netz; nennen Sie den Lauf eines Versuchs (trials/000000/run), oder setzen Sie ` +
    "ihn fort, um zu sehen, welcher Versuch der beste ist: matrix-network sweep",
  "group-run": ({ folder, group }) =>
    `${folder}: das Ergebnis ist Teil von ${group} und darf sich nicht ändern; beginnen Sie davon ausgehend mit ` +
    "training.start ein anderes Netz",
  "folds-failed": ({ folder, failed, reason }) =>
    `${folder}: ${failed} ist fehlgeschlagen, daher gibt es keinen Mittelwert über alle Folds und kein endgültiges Netz: ${reason}`,
  "fold-group": ({ where, column }) =>
    `${where}: Spalte "${column}", die data.validation.group nennt, hat hier keinen Wert; tragen Sie ihn ein, oder ` +
    "entfernen Sie die Zeile",
};
