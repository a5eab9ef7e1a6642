/**
 * Returns a function that makes a value at its first call and then returns the same. The schemas of all requests take
 * some 8 ms of processor time, and a process needs those of its role, if it is asked at all.
 */
export function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
