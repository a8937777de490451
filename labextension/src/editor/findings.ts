/** Findings as squiggles in the cells' editors. */

import {
  diagnosticCount,
  forEachDiagnostic,
  setDiagnostics,
  type Action,
  type Diagnostic
} from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { EditorView, ViewPlugin } from '@codemirror/view';
import type { ICellModel } from '@jupyterlab/cells';
import type { TranslationBundle } from '@jupyterlab/translation';

import { fixLabel } from '../components/findings';
import type { Analyses } from '../models/analyses';
import type { NotebookAnalysis } from '../models/analysis';
import { rangeOf } from '../models/findings';
import { quotedParts } from '../models/messages';
import type { Nearness } from '../widgets/nearness';
import type { Finding } from '../wire';

export interface IEditorFindingsOptions {
  analyses: Analyses;
  nearness: Nearness;
  trans: TranslationBundle;
  /** True for a finding that shall be underlined. */
  isShown(finding: Finding): boolean;
  fix(analysis: NotebookAnalysis, finding: Finding): void;
  explain(finding: Finding): void;
}

/**
 * Put the styles of squiggles into the page. The first squiggle would do so, but then the page may be full of cells, all of
 * which the browser styles anew.
 */
export function mountSquiggleStyles(): void {
  const view = new EditorView();
  view.dispatch(setDiagnostics(view.state, []));
  view.destroy();
}

/** Keeps the squiggles of all editors up to date. */
export class Squiggles {
  constructor(private readonly _options: IEditorFindingsOptions) {
    // One for all: to connect each editor would cost the more, the more there are.
    _options.analyses.changed.connect((_, analysis) => {
      this._editors.forEach(update => update(analysis));
    });
  }

  /** The extension for the editor of one cell. */
  extensionFor(cell: ICellModel): Extension {
    return ViewPlugin.define(view => {
      const { analyses, nearness } = this._options;
      const show = () => showFindings(view, cell, this._options);
      const showWhenNear = () =>
        missingFindings(view, cell, this._options)
          ? nearness.when(view.dom, show)
          : nearness.forget(view.dom);
      const update = (analysis: NotebookAnalysis) => {
        if (analysis === analysisOf(cell, analyses)) {
          // Nobody waits for the squiggles of cells that are far away.
          view.hasFocus ? show() : showWhenNear();
        }
      };
      this._editors.add(update);
      // An editor may not change while it is being made.
      queueMicrotask(() => this._editors.has(update) && showWhenNear());
      return {
        destroy: () => {
          this._editors.delete(update);
          nearness.forget(view.dom);
        }
      };
    });
  }

  private readonly _editors = new Set<(analysis: NotebookAnalysis) => void>();
}

function analysisOf(cell: ICellModel, analyses: Analyses): NotebookAnalysis | undefined {
  return analyses.of(cell.sharedModel.notebook);
}

function showFindings(view: EditorView, cell: ICellModel, options: IEditorFindingsOptions): void {
  const missing = missingFindings(view, cell, options);
  missing && view.dispatch(setDiagnostics(view.state, missing));
}

/** What an editor shall show; null if it does. */
function missingFindings(
  view: EditorView,
  cell: ICellModel,
  options: IEditorFindingsOptions
): Diagnostic[] | null {
  const analysis = analysisOf(cell, options.analyses);
  const findings = analysis?.findingsOf(cell.id).filter(options.isShown) ?? [];
  if (!analysis || (findings.length === 0 && diagnosticCount(view.state) === 0)) {
    return null;
  }
  const text = view.state.doc.toString();
  // Where somebody has typed since, the shown ranges have followed; the next result is on its way.
  if (analysis.sourceOf(cell.id) !== text) {
    return null;
  }
  const diagnostics = findings.map(finding => toDiagnostic(finding, text, analysis, options));
  // The same squiggles again would close an open tooltip.
  return isEqual(diagnostics, shownIn(view)) ? null : diagnostics;
}

/** The squiggles of an editor where they are now; edits have moved them since they were set. */
function shownIn(view: EditorView): Diagnostic[] {
  const shown: Diagnostic[] = [];
  forEachDiagnostic(view.state, (diagnostic, from, to) => shown.push({ ...diagnostic, from, to }));
  return shown;
}

function isEqual(some: readonly Diagnostic[], others: readonly Diagnostic[]): boolean {
  const keys = (all: readonly Diagnostic[]) =>
    all
      .map(({ from, to, source, severity, message, actions }) =>
        JSON.stringify([from, to, source, severity, message, actions?.map(({ name }) => name)])
      )
      .sort();
  const [left, right] = [keys(some), keys(others)];
  return left.length === right.length && left.every((key, i) => key === right[i]);
}

function toDiagnostic(
  finding: Finding,
  text: string,
  analysis: NotebookAnalysis,
  options: IEditorFindingsOptions
): Diagnostic {
  const { trans } = options;
  const explain: Action = { name: trans.__('Why?'), apply: () => options.explain(finding) };
  const fix: Action = {
    name: fixLabel(finding, trans),
    apply: (_, from) => options.fix(analysis, movedTo(finding, from))
  };
  return {
    ...rangeOf(finding, text),
    severity: finding.severity,
    markClass: `jp-nb2pipe-Squiggle jp-mod-${finding.severity}`,
    source: `nb2pipe ${finding.code}`,
    message: [finding.message, finding.hint].filter(Boolean).join('\n'),
    renderMessage: () => renderMessage(finding),
    actions: finding.fix !== '' ? [fix, explain] : [explain]
  };
}

/** The finding where its squiggle is now. */
function movedTo(finding: Finding, from: number): Finding {
  return finding.whole_cell ? finding : { ...finding, start: { ...finding.start, offset: from } };
}

/** Text is set as text: it quotes what users write. */
function renderMessage(finding: Finding): HTMLElement {
  const element = document.createElement('div');
  element.className = 'jp-nb2pipe-Tooltip';
  const add = (className: string, text: string) => {
    const part = document.createElement('div');
    part.className = className;
    part.append(
      ...quotedParts(text).map(({ text: shown, isCode }) => {
        const piece = document.createElement(isCode ? 'code' : 'span');
        piece.textContent = shown;
        return piece;
      })
    );
    element.append(part);
  };
  add('jp-nb2pipe-Tooltip-message', finding.message);
  if (finding.hint) {
    add('jp-nb2pipe-Tooltip-hint', finding.hint);
  }
  return element;
}
