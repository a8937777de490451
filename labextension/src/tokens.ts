/** What the features offer each other. */

import { Token } from '@lumino/coreutils';
import type { Widget } from '@lumino/widgets';

import type { Api } from './api';
import type { Analyses } from './models/analyses';
import type { Jobs } from './models/jobs';
import type { Suggestions } from './models/suggestions';

export type IApi = Api;
export const IApi = new Token<IApi>('nb2pipe:IApi', "nb2pipe's routes on the server.");

export type IAnalyses = Analyses;
export const IAnalyses = new Token<IAnalyses>(
  'nb2pipe:IAnalyses',
  'What is known about the open notebooks.'
);

export type ISuggestions = Suggestions;
export const ISuggestions = new Token<ISuggestions>(
  'nb2pipe:ISuggestions',
  'Proposed tags that wait for an answer.'
);

/** The panel beside the notebook, made of sections. */
export interface IWorkbench {
  /** Add a section; sections are ordered by rank, and folded unless they are open at first. */
  addSection(section: Widget, place: { rank: number; isOpen: boolean }): void;
  /** Open the panel and, in it, a section. */
  reveal(section?: Widget): void;
}
export const IWorkbench = new Token<IWorkbench>(
  'nb2pipe:IWorkbench',
  'The panel beside the notebook.'
);

export type IJobs = Jobs;
export const IJobs = new Token<IJobs>('nb2pipe:IJobs', 'Runs and verifications on the server.');
