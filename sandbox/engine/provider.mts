import type { Region } from './types.mts';

/** Where a provider answers. */
export interface Place {
	name: string;
	/** Below the API address. */
	basePath: string;
	/** Which of the provider's APIs: the main one, or the upload of files. */
	api: 'main' | 'files';
	/** Ark's regions have separate keys, as the real ones. */
	region: Region | null;
	/** In its keys; without it the keys are those of another place. */
	keyWord?: string;
}

/** What the sandbox has to know of a provider beside its dialect: one `facts.mts` per folder. */
export interface SandboxProvider {
	id: string;
	/** How the nodes call it. */
	title: string;
	/** The word before the key in the header Authorization; `Bearer` when absent. */
	authScheme?: string;
	/** What its jobs are billed in. */
	unit: string;
	/** Its results stand behind signed links that end. */
	signsResults: boolean;
	/** Errors may come with HTTP 200. */
	refusesWith200: boolean;
	places: readonly Place[];
	/** How a credential of the nodes points here; the values are names of places. */
	credential: {
		type: string;
		region?: string;
		baseUrl: string;
		filesBaseUrl?: string;
	};
}
