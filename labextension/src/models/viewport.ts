/** What part of a drawing is seen: an SVG view box that zooms and pans. */

export interface IViewport {
  x: number;
  y: number;
  width: number;
  height: number;
}

const LIMITS = { smallest: 0.2, largest: 6 };

/** The whole drawing. */
export function wholeOf(drawing: { width: number; height: number }): IViewport {
  return { x: 0, y: 0, width: drawing.width, height: drawing.height };
}

/** Zoom around a point given as fractions of the viewport; a factor below 1 comes closer. */
export function zoom(
  view: IViewport,
  factor: number,
  whole: IViewport,
  at: { x: number; y: number } = { x: 0.5, y: 0.5 }
): IViewport {
  const wanted = (view.width * factor) / whole.width;
  const scale =
    Math.min(LIMITS.largest, Math.max(LIMITS.smallest, wanted)) / (view.width / whole.width);
  const [width, height] = [view.width * scale, view.height * scale];
  return {
    x: view.x + (view.width - width) * at.x,
    y: view.y + (view.height - height) * at.y,
    width,
    height
  };
}

/** Move by fractions of the viewport. */
export function pan(view: IViewport, dx: number, dy: number): IViewport {
  return { ...view, x: view.x + dx * view.width, y: view.y + dy * view.height };
}
