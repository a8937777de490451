/** The pipeline's graph with what can be done with it; the way in where there is none yet. */

import { PipelineGraph, type IPipelineGraphProps } from './pipelineGraph';
import type { GraphAnswer } from '../wire';

interface IPipelinePanelProps extends Omit<IPipelineGraphProps, 'graph'> {
  graph: GraphAnswer | null;
  problem: string | null;
  hasNotebook: boolean;
  onSuggest(): void;
  onExport(): void;
  onExample(): void;
}

export function PipelinePanel(props: IPipelinePanelProps): JSX.Element {
  const { graph, problem, hasNotebook, trans } = props;
  if (problem) {
    return (
      <p role="alert" className="jp-nb2pipe-note">
        {problem}
      </p>
    );
  }
  if (!hasNotebook || (graph && graph.nodes.length === 0)) {
    return <FirstSteps {...props} />;
  }
  if (!graph) {
    return <p className="jp-nb2pipe-note">{trans.__('Looking at the notebook…')}</p>;
  }
  return (
    <>
      {!graph.planned && (
        <p className="jp-nb2pipe-note">
          {trans._n(
            '%1 finding stands in the way of a package.',
            '%1 findings stand in the way of a package.',
            graph.blocking.length,
            graph.blocking.length
          )}
        </p>
      )}
      <PipelineGraph {...props} graph={graph} />
      <div className="jp-nb2pipe-buttons">
        <button type="button" className="jp-nb2pipe-Button jp-mod-primary" onClick={props.onExport}>
          {trans.__('Export…')}
        </button>
        <button type="button" className="jp-nb2pipe-Button" onClick={props.onSuggest}>
          {trans.__('Suggest steps')}
        </button>
      </div>
    </>
  );
}

function FirstSteps({
  hasNotebook,
  trans,
  onSuggest,
  onExample
}: IPipelinePanelProps): JSX.Element {
  return (
    <div className="jp-nb2pipe-FirstSteps">
      <ol>
        <li>
          {trans.__(
            'Tag each cell with its step: T then D for data, F for feature, T for train, S for serve.'
          )}
        </li>
        <li>
          {trans.__('Look at what the notebook hides, underlined in the cells and listed below.')}
        </li>
        <li>{trans.__('Export a Python package, have it proven equal, and run it.')}</li>
      </ol>
      <div className="jp-nb2pipe-buttons">
        {hasNotebook && (
          <button type="button" className="jp-nb2pipe-Button jp-mod-primary" onClick={onSuggest}>
            {trans.__('Suggest steps')}
          </button>
        )}
        <button type="button" className="jp-nb2pipe-Button" onClick={onExample}>
          {trans.__('Open the example notebook')}
        </button>
      </div>
    </div>
  );
}
