/** German for ../groups.ts. */
import type { groupMessages } from "../groups";
import type { TextsOf } from "../message";

export const groupTexts: TextsOf<typeof groupMessages> = {
  "group-damaged/key": ({ file, key, reason }) =>
    `${file}: ${key === "" ? "" : `${key}: `}${reason}; die Datei ist beschädigt oder von einer anderen Version: ` +
    "Stellen Sie sie wieder her, oder beginnen Sie eine neue Gruppe",
  "group-damaged/checksum": ({ file }) =>
    `${file}: hat eine andere Prüfsumme als beim Schreiben; die Datei ist beschädigt: Stellen Sie sie wieder her, oder ` +
    "beginnen Sie eine neue Gruppe",
  "group-kind": ({ folder, kind }) => `${folder}: ist eine Gruppe der Art ${kind}; setzen Sie sie mit resume fort`,
  "group-held/here": ({ folder }) => `${folder}: wird gerade trainiert; beenden Sie zuerst die Worker der Gruppe`,
  "group-held/elsewhere": ({ folder, host }) =>
    `${folder}: wird laut Sperre auf ${host} trainiert, und jener Rechner ist nicht erreichbar; beenden Sie die Worker dort, ` +
    "oder setzen Sie die Gruppe hier fort: Versuche ohne Worker werden nach 90 Sekunden freigegeben",
  "no-group": ({ folder }) =>
    `${folder}: diese Gruppe gibt es nicht; geben Sie den Ordner einer Gruppe an, oder mit --runs ihren Namen`,
  "runs-folder": ({ folder }) =>
    `${folder}: diesen Ordner gibt es nicht; geben Sie den mit den Konfigurationen oder den mit den Läufen an`,
  "runs-folder/file": ({ file }) =>
    `${file}: ist eine Datei; geben Sie den Ordner mit den Konfigurationen oder den mit den Läufen an`,
  "runs-prune-group": ({ folder }) =>
    `${folder}: eine Gruppe wird als Ganzes behalten oder gelöscht; nennen Sie stattdessen den Ordner ihrer Läufe`,
  "group-attach": ({ folder, command }) =>
    `${folder}: ist eine Gruppe von Trainings, und hier kann nur eines angezeigt werden; um sie zu trainieren und ihren ` +
    `Zustand zu sehen, führen Sie aus: matrix-network ${command}`,
  "group-nothing-ended": ({ folder, command }) =>
    `${folder}: keine Generation ihrer Versuche ist beendet, daher lässt sich noch nichts überprüfen; setzen Sie die Gruppe ` +
    `fort: matrix-network ${command}`,
  "proposal-differs": ({ file }) =>
    `${file}: die Konfiguration dieses Versuchs weicht von der ab, die diese Version berechnet; verwenden Sie die Version, ` +
    "die die Gruppe begonnen hat, oder beginnen Sie eine neue Gruppe",
  "group-tpe": ({ folder, product }) =>
    `${folder}: "tpe" von Version ${product}, die diese Gruppe erstellt hat, hat andere Versuche vorgeschlagen als diese ` +
    "Version; verwenden Sie jene Version, oder beginnen Sie eine neue Gruppe",
  "trial-followed": ({ folder }) =>
    `${folder}: ein anderer Prozess hat diesen Versuch übernommen, weil dieser 90 Sekunden lang nicht geantwortet hat; ` +
    "lassen Sie jenen Prozess den Versuch beenden",
  "sweep-extend/config": ({ file }) =>
    `--trials: ${file} ist eine Konfiguration, und --trials erweitert einen vorhandenen Sweep; nennen Sie dessen Ordner, ` +
    "oder schreiben Sie sweep.search.trials",
  "sweep-extend/halving": ({ folder }) =>
    `${folder}: halving behält einen Anteil seiner anfänglichen Versuche, mehr Versuche würden daher ändern, welche ` +
    "behalten wurden; beginnen Sie einen neuen Sweep",
  "sweep-extend/whole": ({ folder }) => `${folder}: testet bereits jeden Punkt seines Gitters; lassen Sie --trials weg`,
  "sweep-extend/fewer": ({ folder, trials, now }) =>
    `${folder}: testet ${now} Einstellungen, und ${trials} sind nicht mehr; geben Sie eine größere Zahl an`,
  "sweep-extend/budget": ({ folder }) =>
    `${folder}: endet mit seinem Budget; beginnen Sie einen neuen Sweep mit einem größeren`,
  "sweep-extend/meanwhile": ({ folder }) =>
    `${folder}: ein anderer Prozess hat den Sweep gerade erweitert; prüfen Sie seine Größe, und versuchen Sie es erneut`,
  "trial-again": ({ folder, trial }) =>
    `${folder}: Versuch ${trial} hat kein Ergebnis, daher gibt es nichts zu vergleichen; setzen Sie zuerst die Gruppe fort`,
  "trial-again/gone": ({ folder, trial }) =>
    `${folder}: der Lauf von Versuch ${trial}, der festlegt, was zu trainieren ist, fehlt; stellen Sie ihn aus einer Kopie ` +
    "wieder her",
  "trial-again/untrained": ({ folder, trial, reason }) =>
    `${folder}: Versuch ${trial} wurde vor dem Training abgelehnt (${reason}); ändern Sie den Sweep in der Konfiguration`,
  "no-sweep": ({ file }) =>
    `${file}: hat keinen Schlüssel "sweep" mit den zu testenden Einstellungen; fügen Sie ihn hinzu, oder trainieren Sie ` +
    "mit train ein einzelnes Netz",
  "no-trials": () => "sweep: das Budget erlaubt keinen Versuch; erhöhen Sie es",
  "trial-continues": ({ trial }) =>
    `Versuch ${trial}, den dieser fortsetzt, ist fehlgeschlagen; beheben Sie zuerst jenen Fehler`,
  "trial-settings": () =>
    "die Einstellungen eines Versuchs oder eines Folds können während des Trainings nicht geändert werden, weil sein " +
    "Ergebnis mit anderen verglichen wird; ändern Sie die Konfiguration, und beginnen Sie eine neue Gruppe",
  "trial-unmeasured": () =>
    "sweep.objective: das Training misst diese Metrik mit diesen Daten nicht; nennen Sie eine Metrik der Aufgabe, und " +
    "halten Sie Validierungsbeispiele zurück",
  "data-changed/since-group": ({ file, config }) =>
    `${config}: data: ${file} hat sich geändert, seit die Gruppe begonnen wurde; stellen Sie die Datei wieder her, oder ` +
    "beginnen Sie eine neue Gruppe",
};
