import { createRequire } from 'node:module';
import type * as Workflow from 'n8n-workflow';

const require = createRequire(import.meta.url);

/**
 * The one copy of n8n-workflow that n8n-core and the nodes use, which is the CommonJS one. An
 * `import` of its name from a module would load a second copy with classes of its own.
 */
export const workflowPackage = require('n8n-workflow') as typeof Workflow;
