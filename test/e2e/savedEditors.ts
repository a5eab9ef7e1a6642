/** A script, as text, that returns VS Code's saved editors from the IndexedDB of its page in a browser. */
export const savedEditors = `(async () => {
  const answered = (request) => new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const states = [];
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith("vscode-web-state-db-")) continue;
    const database = await answered(indexedDB.open(name));
    if (database.objectStoreNames.contains("ItemTable")) {
      const items = database.transaction("ItemTable").objectStore("ItemTable");
      states.push(String(await answered(items.get("memento/workbench.parts.editor"))));
    }
    database.close();
  }
  return states;
})()`;
