/** How many findings the notebook has, in the status bar. */

import type { TranslationBundle } from '@jupyterlab/translation';
import { ReactWidget } from '@jupyterlab/ui-components';

import { severityCount } from '../components/severities';
import { Sign } from '../components/sign';
import { severityIcons } from '../icons';
import type { Analyses } from '../models/analyses';
import { SEVERITIES, countBySeverity } from '../models/findings';

interface IBadgeOptions {
  analyses: Analyses;
  trans: TranslationBundle;
  onClick(): void;
}

export class FindingBadge extends ReactWidget {
  constructor(private readonly _options: IBadgeOptions) {
    super();
    this.addClass('jp-nb2pipe-Badge');
    _options.analyses.currentChanged.connect(() => this.update());
  }

  protected render(): JSX.Element {
    const { analyses, trans, onClick } = this._options;
    if (!analyses.current?.checked) {
      return <></>;
    }
    const counts = countBySeverity(analyses.current.checked.findings);
    const counted = SEVERITIES.map(severity => severityCount(severity, counts[severity], trans));
    const label = trans.__('Findings: %1', counted.join(', '));
    return (
      <button
        type="button"
        className="jp-nb2pipe-Badge-button"
        aria-label={label}
        title={label}
        onClick={onClick}
      >
        <Sign icon={severityIcons.error} /> {counts.error} <Sign icon={severityIcons.warning} />{' '}
        {counts.warning}
      </button>
    );
  }
}
