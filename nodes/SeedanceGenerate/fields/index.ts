import type { INodeProperties } from 'n8n-workflow';
import { completionFields, taskFields } from './completion';
import { operationFields } from './operation';
import { optionFields } from './options';
import { videoFields } from './video';

/** All fields of the panel, in its order. */
export const generateFields: INodeProperties[] = [
	...operationFields,
	...videoFields,
	...completionFields,
	...taskFields,
	...optionFields,
];
