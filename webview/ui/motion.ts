/** Whether the user wants less motion, by the setting of the system or of VS Code. */
export const wantsLessMotion = (): boolean =>
  matchMedia("(prefers-reduced-motion: reduce)").matches || document.body.classList.contains("vscode-reduce-motion");
