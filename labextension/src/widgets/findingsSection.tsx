/** The list of the current notebook's findings. */

import type { TranslationBundle } from '@jupyterlab/translation';

import { Findings } from '../components/findings';
import { Problem } from '../components/problem';
import { Unchecked } from '../components/unchecked';
import type { Analyses } from '../models/analyses';
import type { NotebookAnalysis } from '../models/analysis';
import type { Finding } from '../wire';
import { Section } from './section';

/** What can be done with a finding. */
export interface IFindingActions {
  jump(analysis: NotebookAnalysis, finding: Finding): void;
  fix(analysis: NotebookAnalysis, finding: Finding): void;
  explain(finding: Finding): void;
}

interface IFindingsSectionOptions extends IFindingActions {
  analyses: Analyses;
  trans: TranslationBundle;
}

export function findingsSection(options: IFindingsSectionOptions): Section {
  const { analyses, trans } = options;
  return new Section({
    id: 'findings',
    title: trans.__('Findings'),
    signals: [analyses.currentChanged],
    draw: () => {
      const analysis = analyses.current;
      const problem = analysis?.problem && (
        <Problem text={analysis.problem} trans={trans} onRetry={() => void analysis.checkAgain()} />
      );
      if (!analysis?.checked) {
        return problem || <Unchecked language={analysis?.language ?? null} trans={trans} />;
      }
      return (
        <>
          {problem}
          <Findings
            findings={analysis.checked.findings}
            order={analysis.checked.cells.map(cell => cell.id)}
            trans={trans}
            onJump={finding => options.jump(analysis, finding)}
            onFix={finding => options.fix(analysis, finding)}
            onExplain={options.explain}
          />
        </>
      );
    }
  });
}
