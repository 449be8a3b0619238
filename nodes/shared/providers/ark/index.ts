import { classifyAnswer } from '../reading/classify';
import type { Provider } from '../types';
import { ARK_CAPABILITIES } from './capabilities';
import { ARK_FACTS } from './facts';
import { ARK_DIALECT } from './failures';
import { price } from './price';
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
	readCreated,
	readTask,
	readList,
	failureOf: (httpStatus, body) => classifyAnswer(httpStatus, body, ARK_DIALECT),
};
