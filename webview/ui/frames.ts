/** When a page or a part of it is drawn: once per frame, however often it is asked for. */

export interface Drawing {
  /** In the next frame. */
  soon(): void;
  /** For what a person does: within the call. What else is asked for until the next frame is drawn in that one. */
  now(): void;
}

export function drawing(draw: () => void): Drawing {
  let hasFrame = false;
  let isWanted = false;
  const ask = () => {
    hasFrame = true;
    requestAnimationFrame(() => {
      const isDue = isWanted;
      isWanted = false;
      try {
        if (isDue) draw();
      } finally {
        hasFrame = false;
        // What was asked for while it was drawn.
        if (isWanted) ask();
      }
    });
  };
  const soon = () => {
    isWanted = true;
    if (!hasFrame) ask();
  };
  return {
    soon,
    now() {
      if (hasFrame) return soon();
      ask();
      draw();
    },
  };
}

export const oncePerFrame = (draw: () => void): (() => void) => drawing(draw).soon;
