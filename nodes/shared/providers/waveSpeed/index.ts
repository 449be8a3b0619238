import type { Provider } from '../types';
import { balance, readBalance } from './balance';
import { WAVESPEED_CAPABILITIES } from './capabilities';
import { WAVESPEED_FACTS } from './facts';
import { failureOf } from './failures';
import { price } from './price';
import { create, get, list, remove } from './request';
import { readCreated, readList, readTask } from './response';
import { callbackSignature } from './signature';
import { upload } from './upload';

/** WaveSpeed: the model is the path, lists and deletes by POST, uploads in two steps. */
export const waveSpeed: Provider = {
	...WAVESPEED_FACTS,
	capabilities: WAVESPEED_CAPABILITIES,
	create,
	get,
	list,
	remove,
	upload,
	balance,
	readBalance,
	price,
	callbackSignature,
	readCreated,
	readTask,
	readList,
	failureOf,
};
