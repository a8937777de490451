/** The page of a rule in a dialog. */

import { Dialog } from '@jupyterlab/apputils';
import { MimeModel, type IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';

import type { Rule } from '../wire';
import { namedDialog } from './namedDialog';

/** Show what a rule is about; its page is Markdown, which the registry renders and sanitizes. */
export async function explainRule(
  rule: Rule,
  rendermime: IRenderMimeRegistry | null,
  trans: TranslationBundle
): Promise<void> {
  const dialog = namedDialog(`${rule.code} ${rule.name}`, {
    body: rendermime ? await renderPage(rule, rendermime) : plainPage(rule),
    buttons: [Dialog.okButton({ label: trans.__('Close') })]
  });
  await dialog.launch();
}

async function renderPage(rule: Rule, rendermime: IRenderMimeRegistry): Promise<Widget> {
  const page = rendermime.createRenderer('text/markdown');
  page.addClass('jp-nb2pipe-Explanation');
  await page.renderModel(new MimeModel({ data: { 'text/markdown': rule.why } }));
  return page;
}

function plainPage(rule: Rule): Widget {
  const page = new Widget();
  page.addClass('jp-nb2pipe-Explanation');
  page.node.textContent = rule.why;
  return page;
}
