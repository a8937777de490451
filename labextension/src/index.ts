/** The features of the extension, one plugin each. */

import { analysisPlugin } from './plugins/analysis';
import { apiPlugin } from './plugins/api';
import { examplePlugin } from './plugins/example';
import { exportPlugin } from './plugins/export';
import { findingsPlugin } from './plugins/findings';
import { gradesPlugin } from './plugins/grades';
import { hiddenStatePlugin } from './plugins/hiddenState';
import { jobsPlugin } from './plugins/jobs';
import { pipelinePlugin } from './plugins/pipeline';
import { runsPlugin } from './plugins/runs';
import { suggestPlugin } from './plugins/suggest';
import { tagsPlugin } from './plugins/tags';
import { workbenchPlugin } from './plugins/workbench';

export default [
  apiPlugin,
  analysisPlugin,
  jobsPlugin,
  workbenchPlugin,
  suggestPlugin,
  tagsPlugin,
  findingsPlugin,
  gradesPlugin,
  hiddenStatePlugin,
  pipelinePlugin,
  exportPlugin,
  runsPlugin,
  examplePlugin
];
