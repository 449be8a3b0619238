import { classifyAnswer } from '../reading/classify';
import type { Provider } from '../types';
import { balance, readBalance } from './balance';
import { EVOLINK_CAPABILITIES } from './capabilities';
import { cost } from './cost';
import { EVOLINK_FACTS } from './facts';
import { EVOLINK_DIALECT } from './failures';
import { create, get } from './request';
import { readCreated, readTask } from './response';
import { upload } from './upload';

/** EvoLink: one model id per mode and tier, uploads on a host of its own. */
export const evolink: Provider = {
	...EVOLINK_FACTS,
	capabilities: EVOLINK_CAPABILITIES,
	create,
	get,
	upload,
	balance,
	readBalance,
	cost,
	readCreated,
	readTask,
	failureOf: (httpStatus, body) => classifyAnswer(httpStatus, body, EVOLINK_DIALECT),
};
