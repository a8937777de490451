/** The features of the extension, one plugin each. */

import { analysisPlugin } from './plugins/analysis';
import { apiPlugin } from './plugins/api';
import { findingsPlugin } from './plugins/findings';
import { hiddenStatePlugin } from './plugins/hiddenState';
import { suggestPlugin } from './plugins/suggest';
import { tagsPlugin } from './plugins/tags';
import { workbenchPlugin } from './plugins/workbench';

export default [
  apiPlugin,
  analysisPlugin,
  workbenchPlugin,
  suggestPlugin,
  tagsPlugin,
  findingsPlugin,
  hiddenStatePlugin
];
