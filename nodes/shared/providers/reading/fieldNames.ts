import type { ReportedError } from './reportedError';

/** A provider's field names and how our nodes call them, most special first. */
export type FieldNames = ReadonlyArray<readonly [field: string, ours: string]>;

/** How relays call the fields, whatever language they speak otherwise. */
const USUAL: FieldNames = [
	['image_urls?', 'Media'],
	['images?', 'Media'],
	['video_urls?', 'Media'],
	['audio_urls?', 'Media'],
	['media(_urls?)?', 'Media'],
	['first_frame(_\\w+)?', 'Media'],
	['prompt', 'Prompt'],
	['duration', 'Duration'],
	['seconds', 'Duration'],
	['resolution', 'Resolution'],
	['quality', 'Resolution'],
	['aspect_ratio', 'Aspect Ratio'],
	['ratio', 'Aspect Ratio'],
	['generate_audio', 'Generate Audio'],
	['watermark', 'Watermark'],
	['seed', 'Seed'],
	['model', 'Model or Custom Model'],
	['callback_url', 'Callback URL'],
	['webhook_url', 'Callback URL'],
];

/** `model` is named by `model` and `body.model`, not by `model_params`. Both in lower case. */
export function names(words: string, field: string): boolean {
	return new RegExp(`(^|[^a-z_])${field}([^a-z_]|$)`).test(words);
}

/** Validators begin with the field: "duration: must be between 4 and 15", "Prompt is required". */
const LEADING_FIELD =
	/^(?:the )?(?:parameter |field )?([\w.[\]-]+)(?::| (?:is|must|should|cannot) )/i;

/** `imageUrls` and `image_urls` are one. */
function spellings(text: string): string[] {
	return [text.toLowerCase(), text.replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase()];
}

/** How our nodes call the field that a provider complains about, or null. */
export function fieldNamed(reported: ReportedError, fieldNames: FieldNames): string | null {
	const codeSuffix = reported.code.split('.').slice(1).join('.');
	const quoted = (reported.message.match(/[`'"]([\w.[\]]+)[`'"]/g) ?? []).join(' ');
	const leading = LEADING_FIELD.exec(reported.message)?.[1] ?? '';
	for (const text of [reported.param, codeSuffix, quoted, leading]) {
		const row = [...fieldNames, ...USUAL].find(([field]) =>
			spellings(text).some((spelling) => names(spelling, field)),
		);
		if (row !== undefined) return row[1];
	}
	return null;
}
