import { mediaWarnings } from '../../../../nodes/SeedanceGenerate/plan/media/limits.ts';
import { PROVIDERS } from '../../../../nodes/shared/providers/index.ts';
import type { Medium } from '../../../../nodes/shared/domain/request.ts';
import type { ProviderId } from '../../../support/providers.mts';

const medium = (kind: Medium['kind'], url: string): Medium => ({
	kind,
	url,
	label: 'Media item 1',
});

describe('mediaWarnings', () => {
	test.each([
		['evolink', 'image', 'https://e.com/a.webp', 'WebP'],
		['evolink', 'image', 'https://e.com/a.WEBP?x=1', 'WebP'],
		['evolink', 'image', 'https://e.com/a.gif', 'first picture'],
		['ink', 'image', 'https://e.com/a.tiff', 'seedance2.ink lists'],
		['ark', 'image', 'https://e.com/a.svg', 'Convert it'],
		['twelveAi', 'video', 'https://e.com/a.webm', 'MP4 and MOV'],
		['ark', 'audio', 'https://e.com/a.m4a', 'MP3 and WAV'],
		['ink', 'image', 'https://e.com/signed', 'ending'],
		['ink', 'image', 'https://e.com/a.mp4', 'ends like a video'],
		['ink', 'video', 'https://e.com/a.jpg', 'ends like an image'],
	] as Array<[ProviderId, Medium['kind'], string, string]>)(
		'on %s warns about the %s %s: %s',
		(provider, kind, url, words) => {
			const warnings = mediaWarnings([medium(kind, url)], PROVIDERS[provider], 1);
			expect(warnings).toHaveLength(1);
			expect(warnings[0]).toContain('Media item 1');
			expect(warnings[0]).toContain(words);
		},
	);

	test.each([
		['evolink', 'image', 'https://e.com/a.jpg'],
		['evolink', 'image', 'https://e.com/signed'],
		['ark', 'image', 'https://e.com/a.webp'],
		['ark', 'image', 'https://e.com/a.heic'],
		['ink', 'image', 'https://e.com/a.webp'],
		['ink', 'video', 'https://e.com/a.m4v'],
		['twelveAi', 'audio', 'https://e.com/a.wav'],
		['twelveAi', 'image', 'asset://asset-1'],
	] as Array<[ProviderId, Medium['kind'], string]>)(
		'on %s says nothing about the %s %s',
		(provider, kind, url) => {
			expect(mediaWarnings([medium(kind, url)], PROVIDERS[provider], 1)).toEqual([]);
		},
	);

	test('warns above the number of media that the caller gives', () => {
		const many = Array.from({ length: 13 }, () => medium('image', 'https://e.com/a.jpg'));
		expect(mediaWarnings(many, PROVIDERS.ark, 12)).toEqual([expect.stringContaining('13')]);
		expect(mediaWarnings(many.slice(1), PROVIDERS.ark, 12)).toEqual([]);
	});
});
