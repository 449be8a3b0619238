/**
 * Whose links are whose: names of fields, in lower case and without what joins words, so that `image_urls` and
 * `imageUrls` are one.
 */

/** What was asked for, as relays repeat it. */
const ECHOED_NAMES: readonly string[] = [
	'input inputs inputparams inputmedia request requests requestbody requestdata requestparams requestpayload req',
	'originalrequest originalinput param params parameter parameters args arguments properties prompt messages',
	'referencevideo referencevideos referencevideourl referencevideourls refvideo refvideos refvideourl inputvideo',
	'inputvideos inputvideourl inputvideourls sourcevideo sourcevideourl srcvideo inputurl inputurls originalvideo',
	'originalvideourl mediaurls',
].flatMap((line) => line.split(' '));

/** What may have been asked for as well as made: never surely the video. */
const DOUBTFUL_NAMES: readonly string[] =
	'options config settings query media references sourceurl source'.split(' ');

/** Beginnings and ends of names for what a video is made from, or for a video of somebody else. */
const DOUBTFUL_FORM =
	/^(orig|extend|continue|edit|base|driving|init|template|previous|parent|sample|example|demo|tutorial|promo)|from$/;

/** Parts of the names of links that are no video, or none of the task. */
const OTHER_PARTS: readonly string[] = [
	'image photo picture thumb cover poster preview frame avatar snapshot callback webhook notify support manual',
	'policy privacy pricing homepage website console dashboard invoice billing upgrade statusurl pollurl pollingurl',
	'geturl cancelurl deleteurl selfurl queueurl responseurl requesturl subtitle caption audio account channel',
].flatMap((line) => line.split(' '));

/** The same, where they begin a word of the name: inside another word they mean nothing. */
const OTHER_WORDS: readonly string[] =
	'img pic logo icon gif sprite hook doc help faq terms topup logs music sound voice error referer user'.split(
		' ',
	);

/** Objects under which `video_urls` is a result; elsewhere it is what was asked for (docs/providers.md 2.4, 3.3). */
const RESULT_HOLDERS: readonly string[] = [
	'output outputs result results resultdata response taskresult videos videoresult',
].flatMap((line) => line.split(' '));

/** Names that say nothing of what they lead to; the name around them counts. */
const PLAIN_NAMES: readonly string[] = 'url urls uri link href src file fileurl path value'.split(
	' ',
);

/** Names of results, whatever they lead to. */
const RESULT_NAME =
	/^(results?|outputs?|download|play|generated|final|target)(url|uri|link|file|addr)?s?$/;

const VIDEO_NAME = /video|mp4|movie/;

/** A second copy with a mark over the picture. */
const MARKED_NAME = /watermark/;
const UNMARKED_NAME = /(no|without|un|free|clean)watermark|watermark(free|less)/;

export function plainName(name: string): string {
	return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}

/** True where a name means what was asked for. @param name plain */
export function isEchoed(name: string): boolean {
	return ECHOED_NAMES.includes(name);
}

/** True where a name may mean what was asked for. @param path plain names, this one last */
export function isDoubtful(path: readonly string[]): boolean {
	const name = path[path.length - 1] ?? '';
	if (name === 'videourls') return !RESULT_HOLDERS.includes(path[path.length - 2] ?? '');
	return DOUBTFUL_FORM.test(name) || DOUBTFUL_NAMES.includes(name);
}

/** True where a name means a picture, a sound, a page or an address of the API. @param name as it is written */
export function isOtherLink(name: string): boolean {
	const plain = plainName(name);
	const words = name
		.replace(/([a-z\d])([A-Z])/g, '$1 $2')
		.toLowerCase()
		.split(/[^\p{L}\p{N}]+/u);
	const begins = (part: string) => words.some((word) => word.startsWith(part));
	return OTHER_PARTS.some((part) => plain.includes(part)) || OTHER_WORDS.some(begins);
}

/**
 * How surely a field holds the finished video: 1 names a video, 2 a result, 3 says nothing. Half a step worse where
 * it names the copy with a watermark.
 */
export function certaintyOf(path: readonly string[]): number {
	const telling = [...path].reverse().find((name) => !PLAIN_NAMES.includes(name)) ?? '';
	const isMarked = path.some((name) => MARKED_NAME.test(name) && !UNMARKED_NAME.test(name));
	const step = VIDEO_NAME.test(telling) ? 1 : RESULT_NAME.test(telling) ? 2 : 3;
	return isMarked ? step + 0.5 : step;
}
