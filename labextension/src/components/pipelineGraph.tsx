/** The steps and what flows between them, drawn. */

import type { TranslationBundle } from '@jupyterlab/translation';
import { useEffect, useMemo, useRef, useState } from 'react';

import { roleIcons, severityIcons, stateIcons } from '../icons';
import {
  layOut,
  linePath,
  lineText,
  shorten,
  type IBox,
  type ILayout,
  type ILine
} from '../models/layout';
import { isStepKind } from '../models/tags';
import { firstView, pan, wholeOf, zoom, type IViewport } from '../models/viewport';
import { useDrag, useWheelZoom, useWidth } from './gestures';
import type { GraphAnswer, JobStep, StepNode } from '../wire';
import { describeLine, describeNode, stateName } from './descriptions';

export interface IPipelineGraphProps {
  graph: GraphAnswer;
  /** States of the steps in the newest run, by name. */
  run: ReadonlyMap<string, JobStep['state']>;
  /** Ids of all cells in document order. */
  order: readonly string[];
  trans: TranslationBundle;
  onJump(node: StepNode): void;
}

const KEYS: Record<string, (view: IViewport, whole: IViewport) => IViewport> = {
  ArrowLeft: view => pan(view, -0.1, 0),
  ArrowRight: view => pan(view, 0.1, 0),
  ArrowUp: view => pan(view, 0, -0.1),
  ArrowDown: view => pan(view, 0, 0.1),
  '+': (view, whole) => zoom(view, 0.8, whole),
  '=': (view, whole) => zoom(view, 0.8, whole),
  '-': (view, whole) => zoom(view, 1.25, whole),
  '0': (_, whole) => whole
};

export function PipelineGraph(props: IPipelineGraphProps): JSX.Element {
  const { graph, trans, order } = props;
  const layout = useMemo(() => layOut(graph.nodes, graph.edges), [graph]);
  const { width, height } = layout;
  const whole = useMemo(() => wholeOf({ width, height }), [width, height]);
  const drawing = useRef<SVGSVGElement>(null);
  const first = firstView(whole, beginningOf(layout), useWidth(drawing));
  // Null until somebody moves it.
  const [moved, setMoved] = useState<IViewport | null>(null);
  const view = moved ?? first;
  const [detail, setDetail] = useState<string[]>([]);
  useEffect(() => setMoved(null), [whole]);
  const move = (change: (view: IViewport) => IViewport) => setMoved(old => change(old ?? first));
  useWheelZoom(drawing, (factor, at) => move(old => zoom(old, factor, whole, at)));
  const drag = useDrag((dx, dy) => move(old => pan(old, -dx, -dy)));
  const act = (key: string) => move(old => KEYS[key](old, whole));
  return (
    <div className="jp-nb2pipe-Graph">
      <div
        className="jp-nb2pipe-Graph-tools"
        role="group"
        aria-label={trans.__('View of the graph')}
      >
        <ToolButton label={trans.__('Zoom in')} text="+" onClick={() => act('+')} />
        <ToolButton label={trans.__('Zoom out')} text="−" onClick={() => act('-')} />
        <ToolButton label={trans.__('Show all')} text="⤢" onClick={() => act('0')} />
      </div>
      <svg
        ref={drawing}
        className="jp-nb2pipe-Graph-drawing"
        style={{ maxHeight: Math.max(height, 80) * 1.1 }}
        viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
        role="group"
        aria-label={trans.__('Steps of the pipeline')}
        tabIndex={0}
        onKeyDown={event => {
          if (event.key in KEYS) {
            act(event.key);
            event.preventDefault();
            event.stopPropagation();
          }
        }}
        {...drag}
      >
        <defs>
          <marker
            id="jp-nb2pipe-arrow"
            viewBox="0 0 8 8"
            refX="7"
            refY="4"
            markerWidth="8"
            markerHeight="8"
            orient="auto"
          >
            <path className="jp-nb2pipe-Graph-arrow" d="M0 0L8 4L0 8z" />
          </marker>
        </defs>
        {layout.lines.map((line, i) => (
          <Line
            key={i}
            line={line}
            description={describeLine(line, graph.values, order, trans)}
            onDetail={setDetail}
          />
        ))}
        {layout.boxes.map(box => (
          <Box
            key={box.node.name}
            box={box}
            state={props.run.get(box.node.name)}
            trans={trans}
            description={describeNode(box.node, order, trans)}
            onDetail={setDetail}
            onJump={() => props.onJump(box.node)}
          />
        ))}
      </svg>
      <div className="jp-nb2pipe-Graph-detail" aria-live="polite">
        {detail.map((line, i) => (
          <div key={i}>{line}</div>
        ))}
      </div>
    </div>
  );
}

/** Where the first step is, from left to right. */
function beginningOf({ boxes }: ILayout): number {
  return boxes.length > 0 ? boxes[0].x + boxes[0].width / 2 : 0;
}

interface ILineProps {
  line: ILine;
  description: string[];
  onDetail(lines: string[]): void;
}

function Line({ line, description, onDetail }: ILineProps): JSX.Element {
  return (
    <g
      className={`jp-nb2pipe-Graph-line${line.isHidden ? ' jp-mod-hiddenEdge' : ''}`}
      data-via={line.via}
      tabIndex={0}
      role="img"
      aria-label={description.join('; ')}
      onMouseEnter={() => onDetail(description)}
      onFocus={() => onDetail(description)}
    >
      <title>{description.join('\n')}</title>
      <path className="jp-nb2pipe-Graph-hitArea" d={linePath(line.points)} />
      <path
        className="jp-nb2pipe-Graph-path"
        d={linePath(line.points)}
        markerEnd="url(#jp-nb2pipe-arrow)"
      />
      <text x={line.label.x} y={line.label.y + 4} textAnchor="middle">
        {lineText(line.names)}
      </text>
    </g>
  );
}

interface IBoxProps {
  box: IBox;
  state?: JobStep['state'];
  description: string[];
  trans: TranslationBundle;
  onDetail(lines: string[]): void;
  onJump(): void;
}

function Box({ box, state, description, trans, onDetail, onJump }: IBoxProps): JSX.Element {
  const { node, x, y, width, height } = box;
  const hasProblem = node.state === 'problem';
  const kind = isStepKind(node.kind) ? node.kind : 'skip';
  const sign = state ? stateIcons[state] : hasProblem ? severityIcons.error : null;
  const said = state ? stateName(state, trans) : hasProblem ? trans.__('has problems') : '';
  const label = [node.name, said, ...description].filter(Boolean).join('; ');
  return (
    <g
      className="jp-nb2pipe-Graph-box"
      data-role={kind}
      data-state={state ?? node.state}
      role="button"
      tabIndex={0}
      aria-label={label}
      transform={`translate(${x} ${y})`}
      onClick={onJump}
      onKeyDown={event => {
        if (event.key === 'Enter' || event.key === ' ') {
          onJump();
          event.preventDefault();
          event.stopPropagation();
        }
      }}
      onMouseEnter={() => onDetail(description)}
      onFocus={() => onDetail(description)}
    >
      <title>{label}</title>
      <rect width={width} height={height} rx={4} />
      <rect className="jp-nb2pipe-Graph-stripe" width={4} height={height} />
      <g transform={`translate(12 ${height / 2 - 7})`} aria-hidden>
        <Icon icon={roleIcons[kind]} />
      </g>
      <text x={32} y={height / 2 + 4}>
        {shorten(node.name)}
      </text>
      {sign && (
        <g
          className="jp-nb2pipe-Graph-state"
          transform={`translate(${width - 20} ${height / 2 - 7})`}
          aria-hidden
        >
          <Icon icon={sign} />
        </g>
      )}
    </g>
  );
}

/** One of our own icons inside a drawing; its text is a constant of ours. */
function Icon({ icon }: { icon: { svgstr: string } }): JSX.Element {
  const body = icon.svgstr.replace(/^<svg[^>]*>|<\/svg>$/g, '');
  return <g transform="scale(0.875)" dangerouslySetInnerHTML={{ __html: body }} />;
}

function ToolButton(props: { label: string; text: string; onClick(): void }): JSX.Element {
  return (
    <button
      type="button"
      className="jp-nb2pipe-Button"
      aria-label={props.label}
      title={props.label}
      onClick={props.onClick}
    >
      {props.text}
    </button>
  );
}
