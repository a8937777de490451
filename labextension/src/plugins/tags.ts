/** Tags on cells: rows, menu, commands, toolbar button. */

import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette, IToolbarWidgetRegistry, ToolbarButton } from '@jupyterlab/apputils';
import type { Cell } from '@jupyterlab/cells';
import { INotebookTracker, type NotebookPanel } from '@jupyterlab/notebook';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import { ITranslator, nullTranslator, type TranslationBundle } from '@jupyterlab/translation';
import type { LabIcon } from '@jupyterlab/ui-components';
import type { CommandRegistry } from '@lumino/commands';
import type { ReadonlyJSONObject, ReadonlyPartialJSONObject } from '@lumino/coreutils';

import { Commands } from '../commands';
import { pipelineIcon, roleIcons } from '../icons';
import { cellTags, stepsOf, writeTags } from '../models/cellTags';
import type { Suggestions } from '../models/suggestions';
import { isStepKind, parseTag, readRole } from '../models/tags';
import { tagName } from '../roleNames';
import { ISuggestions } from '../tokens';
import { askForStep } from '../widgets/stepDialog';
import { createTagMenu } from '../widgets/tagMenu';
import { TagRows } from '../widgets/tagRows';

const CATEGORY = 'nb2pipe';
const PALETTE_TAGS = [
  'step:data',
  'step:feature',
  'step:train',
  'step:serve',
  'parameters',
  'step:report',
  'step:skip',
  ''
];

interface ITagsOptions {
  commands: CommandRegistry;
  tracker: INotebookTracker;
  suggestions: Suggestions | null;
  trans: TranslationBundle;
}

export const tagsPlugin: JupyterFrontEndPlugin<void> = {
  id: 'nb2pipe:tags',
  description: 'Shows and sets the pipeline step of each cell.',
  autoStart: true,
  requires: [INotebookTracker],
  optional: [ITranslator, ISuggestions, ICommandPalette, IToolbarWidgetRegistry, ISettingRegistry],
  activate: (
    app: JupyterFrontEnd,
    tracker: INotebookTracker,
    translator: ITranslator | null,
    suggestions: ISuggestions | null,
    palette: ICommandPalette | null,
    toolbars: IToolbarWidgetRegistry | null,
    settings: ISettingRegistry | null
  ) => {
    const trans = (translator ?? nullTranslator).load('nb2pipe');
    const options = { commands: app.commands, tracker, suggestions, trans };
    createTags(options);
    PALETTE_TAGS.forEach(tag =>
      palette?.addItem({
        command: Commands.tagCells,
        category: CATEGORY,
        args: { tag, isPalette: true }
      })
    );
    [Commands.nameStep, Commands.openTagMenu].forEach(command =>
      palette?.addItem({ command, category: CATEGORY })
    );
    toolbars?.addFactory<Cell>('Cell', 'nb2pipe-step', cell => createCellButton(options, cell));
    void settings?.load('nb2pipe:tags').then(loaded => {
      applyColours(loaded.composite.colours as ReadonlyPartialJSONObject);
      loaded.changed.connect(() =>
        applyColours(loaded.composite.colours as ReadonlyPartialJSONObject)
      );
    });
  }
};

/** Add the commands and keep rows on the cells of every notebook. */
export function createTags(options: ITagsOptions): void {
  addCommands(options);
  const decorate = (panel: NotebookPanel) =>
    void panel.context.ready.then(() => createRows(options, panel));
  options.tracker.forEach(decorate);
  options.tracker.widgetAdded.connect((_, panel) => decorate(panel));
}

function createRows({ commands, suggestions, trans }: ITagsOptions, panel: NotebookPanel): void {
  if (panel.isDisposed) {
    return;
  }
  const run = (command: string, cell: Cell) =>
    void commands.execute(command, { cell: cell.model.id });
  new TagRows({
    panel,
    suggestions,
    trans,
    actionsOf: cell => ({
      openMenu: anchor => {
        activate(panel, cell);
        openMenu(commands, panel, anchor);
      },
      accept: () => run(Commands.acceptSuggestion, cell),
      dismiss: () => run(Commands.dismissSuggestion, cell)
    })
  });
}

function addCommands({ commands, tracker, trans }: ITagsOptions): void {
  const isEnabled = () =>
    tracker.activeCell !== null && tracker.currentWidget?.content.model?.readOnly === false;
  commands.addCommand(Commands.tagCells, {
    label: args => tagLabel(tagIn(args), trans, Boolean(args.isPalette)),
    icon: args => iconOf(tagIn(args)),
    isToggled: args => isTagOfActiveCell(tracker, tagIn(args)),
    isEnabled,
    describedBy: {
      args: objectOf({ tag: { type: 'string', description: 'A step tag; empty removes it.' } })
    },
    execute: args => tagSelectedCells(tracker, tagIn(args) || null)
  });
  commands.addCommand(Commands.nameStep, {
    label: trans.__('New Step…'),
    isEnabled,
    describedBy: { args: objectOf({}) },
    execute: async () => {
      const role =
        tracker.activeCell && readRole(cellTags(tracker.activeCell.model)).roles[0]?.role;
      const tag = await askForStep(role && isStepKind(role) ? role : 'train', trans);
      tag && tagSelectedCells(tracker, tag);
    }
  });
  commands.addCommand(Commands.openTagMenu, {
    label: trans.__('Choose Step of Cell…'),
    icon: pipelineIcon,
    isEnabled,
    describedBy: { args: objectOf({}) },
    execute: () => {
      const { currentWidget: panel, activeCell } = tracker;
      panel && activeCell && openMenu(commands, panel, activeCell.node.getBoundingClientRect());
    }
  });
}

/** The sign of a tag; none for no tag. */
function iconOf(tag: string): LabIcon | undefined {
  const role = parseTag(tag)?.role;
  return role && roleIcons[role];
}

/** The tag that a command is given; empty for none. */
function tagIn(args: ReadonlyPartialJSONObject): string {
  return typeof args.tag === 'string' ? args.tag : '';
}

/** Tag the selected cells, the active one included, as one step of the undo history. */
function tagSelectedCells(tracker: INotebookTracker, tag: string | null): void {
  const notebook = tracker.currentWidget?.content;
  if (notebook?.model) {
    const chosen = notebook.widgets.filter(cell => notebook.isSelectedOrActive(cell));
    writeTags(notebook.model, new Map(chosen.map(cell => [cell.model.id, tag])));
  }
}

function isTagOfActiveCell(tracker: INotebookTracker, tag: string): boolean {
  const cell = tracker.activeCell;
  return tag !== '' && cell !== null && cellTags(cell.model).includes(tag);
}

function createCellButton({ commands, tracker, trans }: ITagsOptions, cell: Cell): ToolbarButton {
  const button: ToolbarButton = new ToolbarButton({
    icon: pipelineIcon,
    tooltip: trans.__('Choose the step of this cell'),
    onClick: () => {
      const panel = tracker.find(candidate => candidate.content.widgets.includes(cell));
      if (panel) {
        activate(panel, cell);
        openMenu(commands, panel, button.node.getBoundingClientRect());
      }
    }
  });
  return button;
}

/** Make the cell the active one unless it is selected together with it. */
function activate({ content }: NotebookPanel, cell: Cell): void {
  if (!content.isSelectedOrActive(cell)) {
    content.deselectAll();
  }
  content.activeCellIndex = content.widgets.indexOf(cell);
}

function openMenu(commands: CommandRegistry, panel: NotebookPanel, anchor: DOMRect): void {
  const menu = createTagMenu(commands, panel.content.model ? stepsOf(panel.content.model) : []);
  menu.aboutToClose.connect(() => requestAnimationFrame(() => panel.content.activate()));
  menu.open(anchor.left, Math.min(anchor.bottom, window.innerHeight / 2));
  menu.activateNextItem();
}

function tagLabel(tag: string, trans: TranslationBundle, isLong: boolean): string {
  const role = parseTag(tag);
  if (!role) {
    return tag === '' ? trans.__('Remove Step Tag') : tag;
  }
  return isLong ? trans.__('Tag Cells: %1', tagName(role, trans)) : tagName(role, trans);
}

/** Colours of the settings replace those of the style sheet. */
function applyColours(colours: ReadonlyPartialJSONObject | undefined): void {
  for (const [role, colour] of Object.entries(colours ?? {})) {
    const property = `--jp-nb2pipe-color-${role}`;
    const isUsable = typeof colour === 'string' && colour !== '' && CSS.supports('color', colour);
    isUsable
      ? document.body.style.setProperty(property, colour)
      : document.body.style.removeProperty(property);
  }
}

function objectOf(properties: ReadonlyJSONObject): ReadonlyJSONObject {
  return { type: 'object', properties };
}
