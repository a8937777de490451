/** The features of the extension, one plugin each. */

import { tagsPlugin } from './plugins/tags';

export default [tagsPlugin];
