import type { Task } from '../domain/task';
import type { Provider } from './types';

/** A link that ends sooner than this may be gone before the next nodes of a workflow come to it. */
const SOON_MS = 15 * 60_000;

/**
 * A warning where the link of a finished video is gone, or is about to go, at the moment its item comes out: rows wait
 * for the slowest of their batch, and some providers keep results for one hour only.
 */
export function linkNotes(
	{ videoUrl, urlExpiresAt }: Pick<Task, 'videoUrl' | 'urlExpiresAt'>,
	{ displayName, freshLink }: Pick<Provider, 'displayName' | 'freshLink'>,
	nowMs: number,
): string[] {
	const leftMs =
		videoUrl === null || urlExpiresAt === null ? NaN : Date.parse(urlExpiresAt) - nowMs;
	if (!(leftMs < SOON_MS)) return [];
	if (freshLink !== undefined) return leftMs > 0 ? [] : [renewable(urlExpiresAt)];
	if (leftMs > 0) {
		return [
			`The link to this video works until ${urlExpiresAt} only. Let Seedance Download follow directly.`,
		];
	}
	return [
		`The link to this video ended at ${urlExpiresAt}: ${displayName} keeps results no longer. Let Seedance Download follow directly, use smaller batches, or use Callback URL with Seedance Task Trigger.`,
	];
}

function renewable(endedAt: string | null): string {
	return `The link to this video ended at ${endedAt}. Seedance Download with Source "Task" gets a fresh one.`;
}
