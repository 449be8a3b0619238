import type { Provider } from '../types';
import { FAL_CAPABILITIES } from './capabilities';
import { FAL_FACTS } from './facts';
import { failureOf } from './failures';
import { FAL_PRICES_AS_OF, price } from './price';
import { cancel, create, get } from './request';
import { readCreated, readTask, result } from './response';
import { callbackSignature } from './signature';
import { place } from './taskId';
import { upload } from './upload';

/** fal.ai: the model is the path, a queue with a status and a result, uploads in two steps. */
export const fal: Provider = {
	...FAL_FACTS,
	capabilities: FAL_CAPABILITIES,
	create,
	get,
	result,
	place,
	callbackSignature,
	cancel,
	upload,
	price,
	pricesAsOf: FAL_PRICES_AS_OF,
	readCreated,
	readTask,
	failureOf,
};
