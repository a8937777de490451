/** The pipeline's graph with what can be done with it; the way in where there is none yet. */

import { isPython } from '../models/liveNotebook';
import type { GraphAnswer } from '../wire';
import { blockingText } from './notices';
import { PipelineGraph, type IPipelineGraphProps } from './pipelineGraph';
import { Problem } from './problem';
import { Unchecked } from './unchecked';

interface IPipelinePanelProps extends Omit<IPipelineGraphProps, 'graph'> {
  graph: GraphAnswer | null;
  problem: string | null;
  /** Of the notebook that is looked at, as it says itself; null without one. */
  language: string | null;
  /** How many cells have a suggested step. */
  suggested: number;
  onSuggest(): void;
  onAcceptAll(): void;
  onDismissAll(): void;
  onExport(): void;
  onExample(): void;
  onRetry(): void;
}

export function PipelinePanel(props: IPipelinePanelProps): JSX.Element {
  const { graph, problem, language, trans } = props;
  if (problem) {
    return <Problem text={problem} trans={trans} onRetry={props.onRetry} />;
  }
  if (language !== null && !isPython(language)) {
    return (
      <>
        <Unchecked language={language} trans={trans} />
        <div className="jp-nb2pipe-buttons">
          <ExampleButton {...props} />
        </div>
      </>
    );
  }
  if (language === null || (graph && graph.nodes.length === 0)) {
    return props.suggested > 0 ? <Suggested {...props} /> : <FirstSteps {...props} />;
  }
  if (!graph) {
    return <p className="jp-nb2pipe-note">{trans.__('Looking at the notebook…')}</p>;
  }
  return (
    <>
      <div className="jp-nb2pipe-buttons">
        <button type="button" className="jp-nb2pipe-Button jp-mod-primary" onClick={props.onExport}>
          {trans.__('Export…')}
        </button>
        <button type="button" className="jp-nb2pipe-Button" onClick={props.onSuggest}>
          {trans.__('Suggest steps')}
        </button>
      </div>
      <Suggested {...props} />
      {!graph.planned && (
        <p className="jp-nb2pipe-note">{blockingText(graph.blocking.length, trans)}</p>
      )}
      <PipelineGraph {...props} graph={graph} />
    </>
  );
}

/** What to do with the suggestions that wait in the cells. */
function Suggested(props: IPipelinePanelProps): JSX.Element | null {
  const { suggested, trans, onAcceptAll, onDismissAll } = props;
  return suggested === 0 ? null : (
    <div className="jp-nb2pipe-Suggested" role="status">
      <p className="jp-nb2pipe-note">
        {trans._n(
          '%1 cell has a suggested step, shown above it with the reason.',
          '%1 cells have a suggested step, shown above them with the reason.',
          suggested,
          suggested
        )}
      </p>
      <div className="jp-nb2pipe-buttons">
        <button type="button" className="jp-nb2pipe-Button jp-mod-primary" onClick={onAcceptAll}>
          {trans.__('Accept all')}
        </button>
        <button type="button" className="jp-nb2pipe-Button" onClick={onDismissAll}>
          {trans.__('Dismiss all')}
        </button>
      </div>
    </div>
  );
}

function FirstSteps(props: IPipelinePanelProps): JSX.Element {
  const { language, trans, onSuggest } = props;
  return (
    <div className="jp-nb2pipe-FirstSteps">
      <ol>
        <li>
          {trans.__(
            'Tag each cell with its step: right-click it, or press T and then D for data, F for feature, T for train, S for serve.'
          )}
        </li>
        <li>
          {trans.__('Look at what the notebook hides, underlined in the cells and listed below.')}
        </li>
        <li>{trans.__('Export a Python package, have it proven equal, and run it.')}</li>
      </ol>
      <div className="jp-nb2pipe-buttons">
        {language !== null && (
          <button type="button" className="jp-nb2pipe-Button jp-mod-primary" onClick={onSuggest}>
            {trans.__('Suggest steps')}
          </button>
        )}
        <ExampleButton {...props} />
      </div>
    </div>
  );
}

function ExampleButton({ trans, onExample }: IPipelinePanelProps): JSX.Element {
  return (
    <button type="button" className="jp-nb2pipe-Button" onClick={onExample}>
      {trans.__('Open the example notebook')}
    </button>
  );
}
