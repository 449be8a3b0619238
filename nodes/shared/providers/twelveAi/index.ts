import { classifyAnswer } from '../reading/classify';
import type { Provider } from '../types';
import { TWELVE_AI_CAPABILITIES } from './capabilities';
import { TWELVE_AI_FACTS } from './facts';
import { TWELVE_AI_DIALECT } from './failures';
import { create, get, remove } from './request';
import { readCreated, readTask } from './response';

/** 12AI: the mode follows from the number of images unless it is named. */
export const twelveAi: Provider = {
	...TWELVE_AI_FACTS,
	capabilities: TWELVE_AI_CAPABILITIES,
	create,
	get,
	remove,
	readCreated,
	readTask,
	failureOf: (httpStatus, body) => classifyAnswer(httpStatus, body, TWELVE_AI_DIALECT),
};
