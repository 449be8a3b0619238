import type { Medium, Problem } from '../../shared/domain/request';
import type { MediaKind, Mode, ModeChoice } from '../../shared/domain/vocabulary';

/** The words of the Mode list, as error texts name them. */
export const MODE_LABELS: Readonly<Record<ModeChoice, string>> = {
	auto: 'Auto',
	textToVideo: 'Text to Video',
	firstFrame: 'First Frame',
	firstLastFrame: 'First and Last Frame',
	reference: 'Reference',
	videoEdit: 'Video Edit',
	videoExtend: 'Video Extend',
};

export interface ModeQuestion {
	choice: ModeChoice;
	media: readonly Medium[];
	/** The prompt holds a tag that points at an image of the list (`hasTaggedImage` in prompt/tags.ts). */
	hasTaggedImage: boolean;
	/** The provider picks the mode itself from the number and kind of media. */
	modeByCount: boolean;
	/** How texts call the model or provider that counts. */
	chooser?: string;
}

export interface ModeAnswer {
	/** Always a mode; with problems it is the one that was asked for. */
	mode: Mode;
	problems: Problem[];
	warnings: string[];
}

type Counts = Record<MediaKind, number>;

/** From this many images on, a provider that goes by count takes them as references (docs/providers.md 2.11, 3.3). */
const REFERENCE_IMAGES = 3;

/**
 * Turns the user's choice into the mode that is sent (docs/reference.md, Modes): applies the rules of `auto`,
 * checks that an explicit mode fits the media, and handles providers that choose by count.
 * What a model offers at all is checked elsewhere.
 */
export function resolveMode(question: ModeQuestion): ModeAnswer {
	const counts = count(question.media);
	if (question.choice === 'auto') return automatic(question, counts);
	const mode = question.choice;
	const problem = misfit(mode, counts) ?? uncountable(mode, question, counts);
	return { mode, problems: problem ? [problem] : [], warnings: [] };
}

function count(media: readonly Medium[]): Counts {
	const counts: Counts = { image: 0, video: 0, audio: 0 };
	media.forEach((medium) => (counts[medium.kind] += 1));
	return counts;
}

/** What the number and kind of media say, tags aside. */
function modeFromCounts(counts: Counts): Mode {
	if (counts.video + counts.audio > 0 || counts.image >= REFERENCE_IMAGES) return 'reference';
	if (counts.image === 2) return 'firstLastFrame';
	return counts.image === 1 ? 'firstFrame' : 'textToVideo';
}

function automatic(question: ModeQuestion, counts: Counts): ModeAnswer {
	const counted = modeFromCounts(counts);
	const wantsReference = question.hasTaggedImage && counts.image > 0 && counted !== 'reference';
	if (!wantsReference) return { mode: counted, problems: [], warnings: [] };
	if (!question.modeByCount) return { mode: 'reference', problems: [], warnings: [] };
	const images = counts.image === 1 ? 'the image' : 'the two images';
	const role = counts.image === 1 ? 'the first frame' : 'first and last frame';
	return {
		mode: counted,
		problems: [],
		warnings: [
			`The prompt points at ${images} with a tag, but ${chooserOf(question)} uses one or two images as frames: ${images} will be ${role}. To use images as references give three or more, or add a video or audio.`,
		],
	};
}

function chooserOf(question: ModeQuestion): string {
	return question.chooser ?? 'this model';
}

/** The rules an explicit mode has for its media; null when they are kept. */
function misfit(mode: Mode, counts: Counts): Problem | null {
	const total = counts.image + counts.video + counts.audio;
	if (mode === 'textToVideo') {
		if (total === 0) return null;
		return refuse(
			`Text to Video takes no media, but there ${isAre(total)} ${total}. Set Mode to Auto, or remove the media.`,
		);
	}
	if (mode === 'firstFrame' || mode === 'firstLastFrame') return frameMisfit(mode, counts);
	if (mode === 'reference') {
		if (total > 0) return null;
		return refuse(
			'Reference needs at least one image, video or audio. Add one under Media, or set Mode to Auto.',
			'Media',
		);
	}
	if (counts.video > 0) return null;
	return refuse(
		`${MODE_LABELS[mode]} needs the video to work on. Add a video under Media, or choose another mode.`,
		'Media',
	);
}

function frameMisfit(mode: 'firstFrame' | 'firstLastFrame', counts: Counts): Problem | null {
	const label = MODE_LABELS[mode];
	const needed = mode === 'firstFrame' ? 1 : 2;
	const needs = `${label} needs exactly ${needed === 1 ? 'one image' : 'two images'}`;
	if (counts.video + counts.audio > 0) {
		return refuse(
			`${label} cannot be combined with video or audio. Remove them, or set Mode to Reference and point at the media with tags such as @Image1.`,
		);
	}
	if (counts.image === needed) return null;
	if (counts.image > 2) {
		return refuse(
			`${needs}, but there are ${counts.image}. Keep ${needed === 1 ? 'one' : 'two'}, or set Mode to Reference.`,
		);
	}
	if (counts.image === 2)
		return refuse(`${needs}, but there are 2. Remove one, or set Mode to First and Last Frame.`);
	if (counts.image === 1)
		return refuse(`${needs}, but there is 1. Add the last image, or set Mode to First Frame.`);
	return refuse(`${needs}, but there is none. Add it under Media, or set Mode to Auto.`, 'Media');
}

/** A mode that a provider going by count would not pick cannot be asked for. */
function uncountable(mode: Mode, question: ModeQuestion, counts: Counts): Problem | null {
	if (!question.modeByCount || mode !== 'reference') return null;
	if (modeFromCounts(counts) === 'reference') return null;
	const one = counts.image === 1;
	return refuse(
		`${one ? 'A single image is taken as first frame' : 'Two images are taken as first and last frame'} by ${chooserOf(question)}, so Reference cannot be had with ${one ? 'one image' : 'two images'} alone. Add ${one ? 'images until there are three' : 'a third image'} (or a video or audio), set Mode to ${one ? 'First Frame' : 'First and Last Frame'}, or choose another model or provider.`,
	);
}

function refuse(message: string, field = 'Mode'): Problem {
	return { field, message };
}

function isAre(amount: number): string {
	return amount === 1 ? 'is' : 'are';
}
