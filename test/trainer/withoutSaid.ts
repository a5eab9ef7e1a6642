/** The names of what translations are made from: the id and the values of a message. */
const parts = ["id", "values", "location", "backendSaid"];

/** Returns an event as it was before messages could be translated. */
export const withoutSaid = (event: object | undefined): object =>
  Object.fromEntries(Object.entries(event ?? {}).filter(([name]) => !parts.includes(name)));
