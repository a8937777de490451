/** Findings as squiggles in the cells' editors. */

import { setDiagnostics, type Diagnostic } from '@codemirror/lint';
import type { Extension } from '@codemirror/state';
import { EditorView, ViewPlugin } from '@codemirror/view';
import type { ICellModel } from '@jupyterlab/cells';
import type { TranslationBundle } from '@jupyterlab/translation';

import type { Analyses } from '../models/analyses';
import type { NotebookAnalysis } from '../models/analysis';
import { rangeOf } from '../models/findings';
import type { Finding } from '../wire';

export interface IEditorFindingsOptions {
  analyses: Analyses;
  trans: TranslationBundle;
  /** True for a finding that shall be underlined. */
  isShown(finding: Finding): boolean;
  fix(analysis: NotebookAnalysis, finding: Finding): void;
  explain(finding: Finding): void;
}

/** The extension for the editor of one cell. */
export function findingsExtension(cell: ICellModel, options: IEditorFindingsOptions): Extension {
  return ViewPlugin.define(view => {
    const show = (_: Analyses, analysis: NotebookAnalysis) => {
      // Where somebody has typed since, the shown ranges have followed; the next result is on its way.
      if (
        analysis === analysisOf(cell, options.analyses) &&
        analysis.sourceOf(cell.id) === view.state.doc.toString()
      ) {
        showFindings(view, analysis, cell, options);
      }
    };
    options.analyses.changed.connect(show);
    let isAlive = true;
    // An editor may not change while it is being made.
    queueMicrotask(() => {
      const analysis = analysisOf(cell, options.analyses);
      if (isAlive && analysis) {
        show(options.analyses, analysis);
      }
    });
    return {
      destroy: () => {
        isAlive = false;
        options.analyses.changed.disconnect(show);
      }
    };
  });
}

function analysisOf(cell: ICellModel, analyses: Analyses): NotebookAnalysis | undefined {
  return analyses.of(cell.sharedModel.notebook as Parameters<Analyses['of']>[0]);
}

const shown = new WeakMap<EditorView, string>();

function showFindings(
  view: EditorView,
  analysis: NotebookAnalysis,
  cell: ICellModel,
  options: IEditorFindingsOptions
): void {
  const findings = analysis.findingsOf(cell.id).filter(options.isShown);
  const key = JSON.stringify(findings);
  // The same squiggles again would close an open tooltip.
  if (key === (shown.get(view) ?? '[]') && findings.length === 0) {
    return;
  }
  shown.set(view, key);
  const text = view.state.doc.toString();
  const diagnostics = findings.map(finding => toDiagnostic(finding, text, analysis, options));
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

function toDiagnostic(
  finding: Finding,
  text: string,
  analysis: NotebookAnalysis,
  options: IEditorFindingsOptions
): Diagnostic {
  const { trans } = options;
  const actions = [{ name: trans.__('Why?'), apply: () => options.explain(finding) }];
  if (finding.fixable) {
    actions.unshift({
      name: trans.__('Fix'),
      apply: (_: EditorView, from: number) => options.fix(analysis, movedTo(finding, from))
    } as (typeof actions)[number]);
  }
  return {
    ...rangeOf(finding, text),
    severity: finding.severity,
    source: `nb2pipe ${finding.code}`,
    message: [finding.message, finding.hint].filter(Boolean).join('\n'),
    renderMessage: () => renderMessage(finding),
    actions
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
    part.textContent = text;
    element.append(part);
  };
  add('jp-nb2pipe-Tooltip-message', finding.message);
  if (finding.hint) {
    add('jp-nb2pipe-Tooltip-hint', finding.hint);
  }
  return element;
}
