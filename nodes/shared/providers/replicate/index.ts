import type { Provider } from '../types';
import { REPLICATE_CAPABILITIES } from './capabilities';
import { REPLICATE_FACTS } from './facts';
import { failureOf } from './failures';
import { markAs } from './mark';
import { price } from './price';
import { cancel, create, get, list } from './request';
import { readCreated, readList, readTask } from './response';
import { callbackSignature } from './signature';
import { upload } from './upload';

/** Replicate: the model is in the path, tasks are predictions, results live for one hour. */
export const replicate: Provider = {
	...REPLICATE_FACTS,
	capabilities: REPLICATE_CAPABILITIES,
	create,
	get,
	list,
	cancel,
	upload,
	price,
	markAs,
	callbackSignature,
	readCreated,
	readTask,
	readList,
	failureOf,
};
