/** The pipeline's graph -> boxes and lines on a plane, by layers. */

import dagre from '@dagrejs/dagre';

import type { StepEdge, StepNode, Via } from '../wire';

export interface IPoint {
  x: number;
  y: number;
}

/** A step as a box; x and y are its upper left corner. */
export interface IBox extends IPoint {
  node: StepNode;
  width: number;
  height: number;
}

/** Everything that goes one way from one step to another, as one line. */
export interface ILine {
  source: string;
  target: string;
  names: string[];
  via: Via;
  /** Nothing in the code says it by name: a change, an alias, a file, random state. */
  isHidden: boolean;
  points: IPoint[];
  /** Middle of the label. */
  label: IPoint;
}

export interface ILayout {
  width: number;
  height: number;
  boxes: IBox[];
  lines: ILine[];
}

const CHARACTER = 7;
const BOX_HEIGHT = 40;
const MARGIN = 12;
const NAMES_SHOWN = 2;

export function isHidden(via: Via): boolean {
  return via !== 'name' && via !== 'closure';
}

/** The text beside a line: the first names and how many more there are. */
export function lineText(names: readonly string[]): string {
  const shown = names.slice(0, NAMES_SHOWN).map(shorten).join(', ');
  return names.length > NAMES_SHOWN ? `${shown} +${names.length - NAMES_SHOWN}` : shown;
}

/** Boxes from top to bottom in the direction in which values flow. */
export function layOut(nodes: readonly StepNode[], edges: readonly StepEdge[]): ILayout {
  const graph = new dagre.graphlib.Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 28, ranksep: 34, marginx: MARGIN, marginy: MARGIN });
  for (const node of nodes) {
    graph.setNode(node.name, { width: boxWidth(node), height: BOX_HEIGHT });
  }
  const known = edges.filter(
    ({ source, target }) => graph.hasNode(source) && graph.hasNode(target)
  );
  known.forEach((edge, i) => {
    const label = { width: lineText(edge.names).length * CHARACTER, height: 14, labelpos: 'c' };
    graph.setEdge(edge.source, edge.target, label, String(i));
  });
  dagre.layout(graph);
  return {
    width: Math.max(finite(graph.graph().width), 1),
    height: Math.max(finite(graph.graph().height), 1),
    boxes: nodes.map(node => toBox(node, graph.node(node.name))),
    lines: known.map((edge, i) =>
      toLine(edge, graph.edge({ v: edge.source, w: edge.target, name: String(i) }))
    )
  };
}

/** A path for SVG through the points, rounded at the bends. */
export function linePath(points: readonly IPoint[]): string {
  const [first, ...rest] = points;
  if (!first) {
    return '';
  }
  const bends = rest.slice(0, -1).map((bend, i) => {
    const next = rest[i + 1];
    const isLast = i === rest.length - 2;
    const end = isLast ? next : { x: (bend.x + next.x) / 2, y: (bend.y + next.y) / 2 };
    return `Q ${bend.x} ${bend.y} ${end.x} ${end.y}`;
  });
  const straight = rest.length === 1 ? [`L ${rest[0].x} ${rest[0].y}`] : [];
  return [`M ${first.x} ${first.y}`, ...straight, ...bends].join(' ');
}

/** A name as it is drawn. */
export function shorten(name: string): string {
  return name.length > 24 ? `${name.slice(0, 22)}…` : name;
}

/** Room for the sign, the name and the state. */
function boxWidth({ name }: StepNode): number {
  return Math.max(96, shorten(name).length * CHARACTER + 60);
}

function toBox(node: StepNode, placed: dagre.Node): IBox {
  const { x, y, width, height } = placed;
  return { node, x: x - width / 2, y: y - height / 2, width, height };
}

function toLine({ source, target, names, via }: StepEdge, placed: dagre.GraphEdge): ILine {
  const points = placed.points.map(({ x, y }): IPoint => ({ x, y }));
  const middle = points[Math.floor(points.length / 2)];
  const label = { x: coordinate(placed.x, middle.x), y: coordinate(placed.y, middle.y) };
  return { source, target, names, via, isHidden: isHidden(via), points, label };
}

/** The library gives an edge's label a place, but not in its types. */
function coordinate(placed: unknown, otherwise: number): number {
  return typeof placed === 'number' ? placed : otherwise;
}

/** The size of an empty graph is -Infinity. */
function finite(size: number | undefined): number {
  return size !== undefined && Number.isFinite(size) ? size : 0;
}
