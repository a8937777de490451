/** What part of a drawing is seen: an SVG view box that zooms and pans. */

export interface IViewport {
  x: number;
  y: number;
  width: number;
  height: number;
}

interface ISize {
  width: number;
  height: number;
}

/** The scale below which nobody can read names. */
const READABLE = 0.75;
/** How wide the seen part may be: in units of the drawing, and as shares of its width. */
const CLOSEST = { units: 120, share: 0.2 };
const FARTHEST = 6;

/** The whole drawing. */
export function wholeOf(drawing: ISize): IViewport {
  return { x: 0, y: 0, width: drawing.width, height: drawing.height };
}

/** What is seen first on so many pixels: all, or as much around the beginning as can be read. */
export function firstView(drawing: ISize, beginning: number, pixels: number): IViewport {
  const width = pixels / READABLE;
  if (drawing.width <= width) {
    return wholeOf(drawing);
  }
  const x = Math.min(Math.max(beginning - width / 2, 0), drawing.width - width);
  return { x, y: 0, width, height: Math.min(drawing.height, width) };
}

/** Zoom around a point given as fractions of the viewport; a factor below 1 comes closer. */
export function zoom(
  view: IViewport,
  factor: number,
  whole: IViewport,
  at: { x: number; y: number } = { x: 0.5, y: 0.5 }
): IViewport {
  const closest = Math.min(CLOSEST.units, whole.width * CLOSEST.share);
  const farthest = whole.width * FARTHEST;
  const width = Math.min(farthest, Math.max(closest, view.width * factor));
  const height = (view.height * width) / view.width;
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
