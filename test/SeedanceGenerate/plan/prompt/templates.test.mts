import {
	TEMPLATES,
	renderTemplate,
} from '../../../../nodes/SeedanceGenerate/plan/prompt/templates.ts';
import { SPELLINGS } from './spellings.mts';
import {
	promptAdvice,
	unmentionedMedia,
} from '../../../../nodes/SeedanceGenerate/plan/prompt/advice.ts';
import { resolveMode } from '../../../../nodes/SeedanceGenerate/plan/mode.ts';
import {
	hasTaggedImage,
	translateTags,
} from '../../../../nodes/SeedanceGenerate/plan/prompt/tags.ts';
import { STRONG } from './seedPrompts.mts';
import type { Medium } from '../../../../nodes/shared/domain/request.ts';

const mediaOf = (...kinds: Medium['kind'][]): Medium[] =>
	kinds.map((kind, index) => ({
		kind,
		url: `https://example.com/${index}`,
		label: `Media item ${index + 1}`,
	}));

describe('renderTemplate', () => {
	test('has the seven looks of the public interface', () => {
		expect([...TEMPLATES].sort()).toEqual([
			'heroShot',
			'inUse',
			'lifestyle',
			'minimal',
			'premium',
			'rotation360',
			'unboxingReveal',
		]);
	});

	describe.each([...TEMPLATES])('%s', (template) => {
		test('makes the image the product, so that Auto becomes Reference', () => {
			const media = mediaOf('image');
			const prompt = renderTemplate(template, { productName: 'Leather Wallet', media });
			expect(prompt).toMatch(/^@Image1 is the product: Leather Wallet\./);
			const mode = resolveMode({
				choice: 'auto',
				media,
				hasTaggedImage: hasTaggedImage(prompt, media),
				modeByCount: false,
			}).mode;
			expect(mode).toBe('reference');
		});

		test('mentions every medium and points at nothing that is not there', () => {
			for (const media of [
				[],
				mediaOf('image'),
				mediaOf('image', 'image'),
				mediaOf('image', 'video', 'image', 'audio', 'image'),
				mediaOf('video'),
			]) {
				const prompt = renderTemplate(template, { productName: 'Mug', media });
				expect(unmentionedMedia({ prompt, media, mode: 'reference' })).toEqual([]);
				expect(translateTags(prompt, media, SPELLINGS.ark, { enabled: true }).problems).toEqual([]);
			}
		});

		test('needs no product name and no image', () => {
			expect(renderTemplate(template, { media: mediaOf('image') })).toMatch(
				/^@Image1 is the product\. /,
			);
			expect(renderTemplate(template, { productName: ' ', media: [] })).toMatch(/: the product\. /);
			const named = renderTemplate(template, { productName: ' Steel\n Bottle ', media: [] });
			expect(named).toContain('Steel Bottle');
			expect(named).not.toContain('@');
		});

		test('is the same text every time and takes a name literally', () => {
			const input = { productName: 'Mug $& $1 {name} “A”', media: mediaOf('image') };
			expect(renderTemplate(template, input)).toBe(renderTemplate(template, input));
			expect(renderTemplate(template, input)).toContain('Mug $& $1 {name} “A”');
		});

		test('gets no advice of ours at the lengths a template suits', () => {
			const media = mediaOf('image');
			const prompt = renderTemplate(template, { productName: 'Mug', media });
			for (const durationSeconds of [4, 5, 8, 10, 15]) {
				expect(
					promptAdvice({
						prompt,
						media,
						mode: 'reference',
						durationSeconds,
						spelling: SPELLINGS.atLower,
					}),
				).toEqual([]);
			}
		});

		test('uses no sentence of the provider tutorial', () => {
			const sentences = STRONG.flatMap((sample) => sample.prompt.split(/(?<=\.)\s+/));
			const own = renderTemplate(template, { productName: 'Mug', media: [] });
			expect(sentences.filter((sentence) => own.includes(sentence))).toEqual([]);
		});
	});

	test('gives every look a text of its own', () => {
		const media = mediaOf('image');
		expect(new Set(TEMPLATES.map((template) => renderTemplate(template, { media }))).size).toBe(7);
	});
});
