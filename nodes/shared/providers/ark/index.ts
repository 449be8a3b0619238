import { classifyAnswer } from '../reading/classify';
import type { Provider } from '../types';
import { ARK_CAPABILITIES } from './capabilities';
import { cost } from './cost';
import { ARK_FACTS } from './facts';
import { ARK_DIALECT } from './failures';
import { ARK_PRICES_AS_OF, price } from './price';
import { create, get, list, remove } from './request';
import { readCreated, readList, readTask } from './response';

/** Volcengine Ark (China) and BytePlus ModelArk (international): the official API. */
export const ark: Provider = {
	...ARK_FACTS,
	capabilities: ARK_CAPABILITIES,
	create,
	get,
	list,
	// One call does both: the state of the task decides, so callers read the status first.
	cancel: remove,
	remove,
	price,
	cost,
	pricesAsOf: ARK_PRICES_AS_OF,
	readCreated,
	readTask,
	readList,
	failureOf: (httpStatus, body) => classifyAnswer(httpStatus, body, ARK_DIALECT),
};
