import type { Provider } from '../types';
import { balance, readBalance } from './balance';
import { OPENROUTER_CAPABILITIES } from './capabilities';
import { cost } from './cost';
import { OPENROUTER_FACTS } from './facts';
import { failureOf } from './failures';
import { linkNeedsKey } from './link';
import { create, get } from './request';
import { readCreated, readTask } from './response';

/** OpenRouter: references by type, costs in dollars, and links that open only with the key. */
export const openRouter: Provider = {
	...OPENROUTER_FACTS,
	capabilities: OPENROUTER_CAPABILITIES,
	create,
	get,
	balance,
	readBalance,
	cost,
	linkNeedsKey,
	readCreated,
	readTask,
	failureOf,
};
