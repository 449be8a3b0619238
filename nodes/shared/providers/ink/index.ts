import { classifyAnswer } from '../reading/classify';
import type { Provider } from '../types';
import { INK_CAPABILITIES } from './capabilities';
import { cost } from './cost';
import { INK_FACTS } from './facts';
import { INK_DIALECT } from './failures';
import { cancel, create, get } from './request';
import { readCreated, readTask } from './response';

/** The Open API of seedance2.ink: the mode follows from the number and kind of media. */
export const ink: Provider = {
	...INK_FACTS,
	capabilities: INK_CAPABILITIES,
	create,
	get,
	cancel,
	cost,
	readCreated,
	readTask,
	failureOf: (httpStatus, body) => classifyAnswer(httpStatus, body, INK_DIALECT),
};
