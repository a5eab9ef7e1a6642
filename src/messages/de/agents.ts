/** German for ../agents.ts. */
import type { agentMessages } from "../agents";
import type { TextsOf } from "../message";

export const agentTexts: TextsOf<typeof agentMessages> = {
  "agent-root": ({ path }) =>
    `${path}: liegt außerhalb des Stammordners; Agents lesen und trainieren nur, was darin liegt`,
  "agent-root/link": ({ path, link }) =>
    `${path}: die Verknüpfung ${link} darin zeigt aus dem Stammordner hinaus; kopieren Sie die Datei in den Stammordner`,
  "agent-root/missing": ({ folder }) => `Option --root: ${folder} ist kein Ordner; geben Sie einen vorhandenen an`,
  "agent-config": ({ config, first, errors }) =>
    `${config}: kann nicht trainiert werden: ${first}` +
    (errors > 1 ? ` (und ${errors - 1} weitere Fehler: rufen Sie check auf)` : ""),
  "agent-train/not-allowed": () =>
    "Training ist nicht erlaubt: Der Benutzer kann den Server mit --allow-train SECONDS neu starten oder einen Client " +
    "verwenden, der um Erlaubnis fragt (elicitation)",
  "agent-train/used-up": ({ seconds }) =>
    `die ${seconds} Sekunden Training, die der Benutzer erlaubt hat, sind verbraucht; der Benutzer kann den Server mit ` +
    "einem größeren --allow-train neu starten",
  "agent-train/declined": () => "der Benutzer hat dieses Training nicht erlaubt; fragen Sie nicht ohne Grund erneut",
  "agent-train/busy": ({ config }) =>
    `${config} wird bereits trainiert; warten Sie mit status auf das Ende, oder rufen Sie stop auf`,
  "agent-train/none": () => "kein hier gestartetes Training läuft; starten Sie eines mit train",
  "agent-train/lost": ({ code }) =>
    `der Prozess des Trainings endete mit Code ${code}, bevor es begann; prüfen Sie die Konfiguration`,
  "agent-compare/twice": ({ run }) =>
    `${run}: ist zweimal genannt; geben Sie verschiedene Läufe an, jeden mit eigenem Startwert`,
  "agent-compare/seed": ({ run, seed }) =>
    `${run}: hat denselben Startwert (${seed}) wie ein anderer Lauf derselben Seite; trainieren Sie ihn mit einem anderen`,
  "agent-compare/unlike": ({ run, first }) =>
    `${run}: unterscheidet sich von ${first} nicht nur im Startwert oder wurde während des Trainings geändert; ` +
    "Läufe einer Seite haben dieselbe Konfiguration und dieselben Daten",
  "agent-compare/data": ({ a, b }) =>
    `${a} und ${b} haben verschiedene Daten oder Validierungsbeispiele; vergleichbar sind nur Werte derselben Beispiele`,
  "agent-compare/kinds": () =>
    "eine Seite hat Folds und die andere Läufe; geben Sie auf beiden Seiten Folds oder auf beiden Läufe an",
  "agent-compare/no-metric": ({ run, metric }) =>
    `${run}: hat für die Validierungsbeispiele kein ${metric}; fügen Sie "data" ein "validation" und ` +
    '"training.metrics" die Metrik hinzu, und trainieren Sie ihn',
  "agent-compare/folds": ({ group }) =>
    `${group}: nicht alle Folds sind beendet, oder einer ist fehlgeschlagen; setzen Sie sie mit resume fort`,
  "agent-compare/running": ({ run }) => `${run}: wird noch trainiert; vergleichen Sie ihn nach dem Ende`,
  "agent-rows/width": ({ row, values, inputs }) =>
    `rows[${row}]: hat ${values} Werte für ${inputs} Eingaben; geben Sie einen Wert pro Eingabe an`,
  "agent-rows/mixed": () => "rows: einige sind Listen und einige Objekte; geben Sie nur eines von beiden an",
};
