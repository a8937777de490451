/** What the features offer each other. */

import { Token } from '@lumino/coreutils';

import type { Suggestions } from './models/suggestions';

export type ISuggestions = Suggestions;

export const ISuggestions = new Token<ISuggestions>(
  'nb2pipe:ISuggestions',
  'Proposed tags that wait for an answer.'
);
