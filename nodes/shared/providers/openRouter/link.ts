const CONTENT = /\/videos\/[^/]+\/content\/?$/;

/** True for the address of the file of a job: 401 without the key (docs/providers.md 14.6). */
export function linkNeedsKey(url: string): boolean {
	try {
		return CONTENT.test(new URL(url).pathname);
	} catch {
		return false;
	}
}

export const KEY_NOTE =
	'The link in videoUrl opens only with the API key: no browser, sheet or social network can use it, and OpenRouter keeps the video for a short time only. Let Seedance Download follow (Provider OpenRouter, same credential) and hand on its file.';
