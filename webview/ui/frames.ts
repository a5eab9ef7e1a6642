/** Schedules drawing: a page or a part of it is drawn at most once per frame, however often it is requested. */

export interface Drawing {
  /** Draws in the next frame. */
  soon(): void;
  /** Draws within the call, for user actions. Further requests before the next frame are drawn in that frame. */
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
        // Requests made while drawing.
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
