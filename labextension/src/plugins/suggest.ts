/** Proposed tags: asked for the whole notebook, shown as ghosts, accepted or dismissed. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, Notification } from '@jupyterlab/apputils';
import { INotebookTracker, type INotebookModel } from '@jupyterlab/notebook';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import type { CommandRegistry } from '@lumino/commands';

import type { Api } from '../api';
import { Commands } from '../commands';
import { pipelineIcon } from '../icons';
import { cellTags, writeTags } from '../models/cellTags';
import { contentsPath, liveNotebook } from '../models/liveNotebook';
import { Suggestions } from '../models/suggestions';
import { readRole } from '../models/tags';
import { report } from '../reporting';
import { IApi, ISuggestions } from '../tokens';

interface ISuggestOptions {
  api: Api;
  commands: CommandRegistry;
  tracker: INotebookTracker;
  trans: TranslationBundle;
}

export const suggestPlugin: JupyterFrontEndPlugin<ISuggestions> = {
  id: 'nb2pipe:suggest',
  description: 'Proposes tags for the cells of a notebook.',
  autoStart: true,
  provides: ISuggestions,
  requires: [INotebookTracker, IApi],
  optional: [ITranslator, ICommandPalette],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    api: IApi,
    translator: ITranslator | null,
    palette: ICommandPalette | null
  ) => {
    const trans = (translator ?? nullTranslator).load('nb2pipe');
    const offered = [Commands.suggestTags, Commands.acceptSuggestions, Commands.dismissSuggestions];
    offered.forEach(command => palette?.addItem({ command, category: 'nb2pipe' }));
    return createSuggestions({ api, commands: app.commands, tracker, trans });
  }
};

export function createSuggestions(options: ISuggestOptions): Suggestions {
  const { commands, tracker, trans } = options;
  const suggestions = new Suggestions();
  const model = () => tracker.currentWidget?.content.model ?? null;
  const hasOpen = () => model() !== null && suggestions.all(model()!).size > 0;
  const noArguments = { args: { type: 'object' as const, properties: {} } };
  const oneCell = {
    args: { type: 'object' as const, properties: { cell: { type: 'string' as const } } }
  };
  commands.addCommand(Commands.suggestTags, {
    label: trans.__('Suggest Steps for This Notebook'),
    icon: pipelineIcon,
    isEnabled: () => model() !== null,
    describedBy: noArguments,
    execute: () => report(suggest(options, suggestions))
  });
  commands.addCommand(Commands.acceptSuggestions, {
    label: trans.__('Accept All Suggested Steps'),
    isEnabled: hasOpen,
    describedBy: noArguments,
    execute: () => model() && accept(suggestions, model()!, [...suggestions.all(model()!).keys()])
  });
  commands.addCommand(Commands.dismissSuggestions, {
    label: trans.__('Dismiss All Suggested Steps'),
    isEnabled: hasOpen,
    describedBy: noArguments,
    execute: () => model() && suggestions.clear(model()!)
  });
  commands.addCommand(Commands.acceptSuggestion, {
    label: trans.__('Accept Suggested Step'),
    describedBy: oneCell,
    execute: args => model() && accept(suggestions, model()!, [args.cell as string])
  });
  commands.addCommand(Commands.dismissSuggestion, {
    label: trans.__('Dismiss Suggested Step'),
    describedBy: oneCell,
    execute: args => model() && suggestions.remove(model()!, args.cell as string)
  });
  return suggestions;
}

async function suggest(
  { api, tracker, trans }: ISuggestOptions,
  suggestions: Suggestions
): Promise<void> {
  const panel = tracker.currentWidget;
  const model = panel?.content.model;
  if (!panel || !model) {
    return;
  }
  const { proposals } = await api.suggest({
    notebook: liveNotebook(model, contentsPath(panel.context.path))
  });
  const open = proposals.filter(({ cell }) => isUntagged(model, cell));
  suggestions.replace(model, new Map(open.map(({ cell, tag, reason }) => [cell, { tag, reason }])));
  if (open.length === 0) {
    Notification.info(trans.__('No cell needs another tag.'), { autoClose: 4000 });
  }
}

/** Tag the cells as suggested, as one step of the undo history. */
function accept(suggestions: Suggestions, model: INotebookModel, cells: readonly string[]): void {
  const open = suggestions.all(model);
  const chosen = cells.filter(cell => open.has(cell) && isUntagged(model, cell));
  writeTags(model, new Map(chosen.map(cell => [cell, open.get(cell)!.tag])));
  const left = new Map([...open].filter(([cell]) => !cells.includes(cell)));
  suggestions.replace(model, left);
}

function isUntagged(model: INotebookModel, id: string): boolean {
  const cell = [...model.cells].find(candidate => candidate.id === id);
  return cell !== undefined && readRole(cellTags(cell)).roles.length === 0;
}
