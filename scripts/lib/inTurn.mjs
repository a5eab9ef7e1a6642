/** Merges writers into one stream: the first open one writes immediately, later ones are buffered. */

/** Returns { next }; `next()` returns a writer: a function that takes text or bytes, with `end()`. */
export function inTurn(stream) {
  const speakers = [];
  return { next: () => speaker() };

  function speaker() {
    const own = { kept: [], ended: false };
    speakers.push(own);
    const say = (text) => {
      if (speakers[0] === own) stream.write(text);
      else own.kept.push(text);
    };
    say.end = () => {
      own.ended = true;
      while (speakers[0]?.ended) {
        speakers.shift();
        for (const text of speakers[0]?.kept.splice(0) ?? []) stream.write(text);
      }
    };
    return say;
  }
}
