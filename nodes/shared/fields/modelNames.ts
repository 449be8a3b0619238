import type { ModelFamily } from '../domain/vocabulary';

/** How people call the models, without the word Seedance. */
export const MODEL_NAMES: Readonly<Record<ModelFamily, string>> = {
	'seedance-2.0': '2.0',
	'seedance-2.0-fast': '2.0 Fast',
	'seedance-2.0-mini': '2.0 Mini',
	'seedance-2.5': '2.5',
	'seedance-2.5-flash': '2.5 Flash',
	'seedance-1.5-pro': '1.5 Pro',
};
