/** Pointer, wheel and size of a drawing. */

import { useEffect, useRef, useState } from 'react';

type Drawing = React.RefObject<SVGSVGElement>;

/** Pixels that a hand may shake while it clicks. */
const SHAKE = 4;
/** Until the drawing has been measured: as wide as the panel is at least. */
const USUAL_WIDTH = 300;

/** How wide the drawing is, in pixels. */
export function useWidth(drawing: Drawing): number {
  const [width, setWidth] = useState(USUAL_WIDTH);
  useEffect(() => {
    const measure = () => setWidth(drawing.current?.clientWidth || USUAL_WIDTH);
    const observer = new ResizeObserver(measure);
    observer.observe(drawing.current!);
    return () => observer.disconnect();
  }, [drawing]);
  return width;
}

/** Zoom with the wheel and Ctrl; React's own wheel listeners cannot keep the page from zooming. */
export function useWheelZoom(
  drawing: Drawing,
  onZoom: (factor: number, at: { x: number; y: number }) => void
): void {
  useEffect(() => {
    const node = drawing.current;
    const listen = (event: WheelEvent) => {
      if (!event.ctrlKey && !event.metaKey) {
        return;
      }
      event.preventDefault();
      const { left, top, width, height } = node!.getBoundingClientRect();
      const at = { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
      onZoom(event.deltaY < 0 ? 0.9 : 1.1, at);
    };
    node?.addEventListener('wheel', listen, { passive: false });
    return () => node?.removeEventListener('wheel', listen);
  });
}

interface IDragListeners {
  onPointerDown(event: React.PointerEvent<SVGSVGElement>): void;
  onPointerMove(event: React.PointerEvent<SVGSVGElement>): void;
  onPointerUp(): void;
  onClickCapture(event: React.MouseEvent<SVGSVGElement>): void;
}

/** Reports movements as fractions of the drawing's size while a button is held; they end in no click. */
export function useDrag(onDrag: (dx: number, dy: number) => void): IDragListeners {
  const last = useRef<{ x: number; y: number } | null>(null);
  const way = useRef(0);
  return {
    onPointerDown: event => {
      last.current = { x: event.clientX, y: event.clientY };
      way.current = 0;
    },
    onPointerMove: event => {
      if (last.current && event.buttons === 1) {
        const { width, height } = event.currentTarget.getBoundingClientRect();
        const [dx, dy] = [event.clientX - last.current.x, event.clientY - last.current.y];
        way.current += Math.abs(dx) + Math.abs(dy);
        onDrag(dx / width, dy / height);
        last.current = { x: event.clientX, y: event.clientY };
      }
    },
    onPointerUp: () => (last.current = null),
    onClickCapture: event => {
      if (way.current > SHAKE) {
        event.stopPropagation();
      }
      way.current = 0;
    }
  };
}
