import type { Provider } from '../types';
import { balance, readBalance } from './balance';
import { KIE_CAPABILITIES } from './capabilities';
import { cost } from './cost';
import { KIE_FACTS } from './facts';
import { failureOf, statusOf } from './failures';
import { freshLink } from './link';
import { price } from './price';
import { create, get } from './request';
import { readCreated, readTask } from './response';
import { upload } from './upload';

/** kie.ai: every answer is HTTP 200 with a code, results are JSON as text, links are renewed by a call of their own. */
export const kie: Provider = {
	...KIE_FACTS,
	capabilities: KIE_CAPABILITIES,
	create,
	get,
	upload,
	balance,
	readBalance,
	price,
	cost,
	freshLink,
	readCreated,
	readTask,
	statusOf,
	failureOf,
};
