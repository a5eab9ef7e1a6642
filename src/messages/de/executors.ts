/** German for ../executors.ts. */
import type { executorMessages } from "../executors";
import type { TextsOf } from "../message";

export const executorTexts: TextsOf<typeof executorMessages> = {
  "executor-missing": ({ program }) =>
    `${program}: hier gibt es kein solches Programm; führen Sie dies dort aus, wo die Programme des Schedulers im PATH sind`,
  "executor-refused": ({ program, reason }) => `${program} ist fehlgeschlagen: ${reason}; prüfen Sie sweep.executor`,
  "executor-placeholder": ({ key, name, names }) =>
    `${key}: {${name}} ist kein Platzhalter; verwenden Sie ${names.map((each) => `{${each}}`).join(", ")} oder ` +
    `{ ${name} } für Klammern der Shell`,
  "executor-no-cancel": ({ group }) =>
    `${group}: die Konfiguration hat kein sweep.executor.cancel; beenden Sie die Worker mit dem Befehl des Schedulers`,
  "executor-option/command": ({ config }) =>
    `${config}: hat keinen sweep.executor vom Typ "command", der Worker startet; fügen Sie ihn hinzu`,
  "executor-option/slurm": ({ config }) =>
    `${config}: hat keinen sweep.executor vom Typ "slurm"; fügen Sie ihn hinzu, oder geben Sie die Anzahl der Worker mit ` +
    "--workers N an",
  "executor-option/cancel": () =>
    "Worker auf diesem Rechner enden mit ihrem Sweep; drücken Sie in dessen Terminal STRG+C, oder nennen Sie einen --executor",
  "executor-option/trials": () =>
    "--trials verlängert einen Sweep, und --cancel beendet seine Worker; geben Sie eines von beiden an",
  "executor-option/config": ({ file }) =>
    `${file}: ist keine Gruppe; geben Sie --cancel den Ordner der Gruppe oder ihren Namen`,
  "executor-none-left": ({ group, log, said }) =>
    `${group}: es gibt noch Versuche, aber keine Worker; sehen Sie die Ausgabe der Worker in ${log} an` +
    `${said === "" ? "" : ` ("${said}")`}, und starten Sie wie unten erneut Worker`,
  "executor-not-accepted": () =>
    "die Zeilen, die die Worker starten, wurden nicht bestätigt; lesen Sie sie, und antworten Sie dann mit yes, oder " +
    "fügen Sie --yes hinzu",
};
