import { displayUrl } from '../../../shared/net/displayUrl';
import { isPrivateHost } from '../../../shared/net/privateHost';
import { extensionOf } from './kind';
import { doubtInside, insideProblem, noAddress, schemeProblem } from './noAddress';
import { PAGE_EXTENSIONS, PAGE_RULES, PROGRAM_EXTENSIONS } from './pages';
import type { PageRule } from './pages';

export interface MediaUrlRules {
	/** The provider fetches https only (`mediaHttpsOnly`, lifted towards a private base URL). */
	httpsOnly: boolean;
	/** The provider itself runs on a private address, so it can reach private media. */
	privateAllowed: boolean;
}

/** `problem` must be changed before anything is sent; `warning` is only told. */
export interface UrlFinding {
	severity: 'problem' | 'warning';
	message: string;
}

const PUBLIC_PLACE =
	'Upload the file to a place that is public without login, or use the Binary source.';

/**
 * What is wrong with the form of a media URL, with the remedy; null when nothing is.
 * Looks at the text only and sends nothing. `label` is how the message calls the medium
 * (e.g. `Media item 3`). Messages never hold the URL's query or credentials.
 */
export function checkMediaUrl(
	url: string,
	rules: MediaUrlRules,
	label = 'The media URL',
): UrlFinding | null {
	const text = url.trim();
	if (text === '') return problem(label, 'has no URL. Fill it in or remove the entry.');
	const other = noAddress(text, label);
	if (other !== null) return { severity: 'problem', message: other };
	const formMessage = formProblem(url);
	if (formMessage !== null) return problem(label, formMessage);
	if (/^(?:data|asset):/i.test(text)) return null;
	const parsed = parseUrl(url);
	if (parsed === null || parsed.hostname === '') {
		return problem(
			label,
			'is not a complete URL. Copy it again from the browser, from https:// on.',
		);
	}
	const shown = `(${displayUrl(url)})`;
	const addressMessage = addressProblem(parsed, rules);
	if (addressMessage !== null) return problem(label, `${shown} ${addressMessage}`);
	const page = pageFinding(parsed, url);
	if (page?.severity === 'problem') return problem(label, `${shown} ${page.message}`);
	const doubt = page?.message ?? doubtInside(parsed) ?? driveDoubt(parsed);
	return doubt === null ? null : { severity: 'warning', message: `${label} ${shown} ${doubt}` };
}

function problem(label: string, message: string): UrlFinding {
	return { severity: 'problem', message: `${label} ${message}` };
}

function parseUrl(url: string): URL | null {
	try {
		return new URL(url);
	} catch {
		return null;
	}
}

/** Everything that can be told before the URL is parsed. */
function formProblem(url: string): string | null {
	const text = url.trim();
	if (/^data:/i.test(text)) {
		return /^data:(?:image|video|audio)\/[\w.+-]+(?:;[\w=-]+)*;base64,[A-Za-z0-9+/]+=*\s*$/i.test(
			text,
		)
			? null
			: 'is a data URL that is not base64 media. Use a link to the file or the Binary source.';
	}
	if (/^https?:.*[\s,;|]https?:\/\//is.test(text)) {
		return `(${displayUrl(text.split(/[\s,;|]/, 1)[0])}) holds several links. Give each its own medium, or set Media From to the list and put commas between them.`;
	}
	if (/^(?!https?:|blob:|view-source:)[^/]*[\s:：]https?:\/\//i.test(text)) {
		return `(${displayUrl(text)}) has words in front of the address. Keep one URL per entry and nothing else.`;
	}
	const scheme = schemeOf(text) ?? insideProblem(text);
	if (scheme !== null) return scheme;
	if (/\s/.test(url)) {
		return `(${displayUrl(text)}) contains a space or a line break. Keep one URL per entry and write %20 for a space inside a file name.`;
	}
	return null;
}

function schemeOf(text: string): string | null {
	if (!/^asset:/i.test(text)) return schemeProblem(text);
	return /^asset:\/\/[\w.-]+$/.test(text)
		? null
		: 'is not a complete asset id. It looks like asset://asset-… and holds no slash after that.';
}

function addressProblem(parsed: URL, rules: MediaUrlRules): string | null {
	if (parsed.username !== '' || parsed.password !== '') {
		return `holds a user name or password. Remove the part before the @. ${PUBLIC_PLACE}`;
	}
	if (/[^a-z0-9.:[\]_-]/i.test(parsed.hostname)) {
		return 'has a sign in its host name that no host has. Check the part between https:// and the next /.';
	}
	if (!rules.privateAllowed && isPrivateHost(parsed.host)) {
		return `is an address inside your own network, which the provider cannot reach. ${PUBLIC_PLACE}`;
	}
	if (rules.httpsOnly && parsed.protocol !== 'https:') {
		return 'begins with http://, but the provider only takes https://. Use the https:// address of the file.';
	}
	return null;
}

/** A page instead of a file, or an address that may be one. */
function pageFinding(parsed: URL, url: string): UrlFinding | null {
	const host = parsed.hostname.toLowerCase().replace(/\.$/, '');
	const address = parsed.pathname + parsed.search;
	const rules = PAGE_RULES.filter((rule) => rule.host.test(host));
	const isFile = ({ except }: PageRule) => except?.test(address) ?? false;
	const rule = rules.find((one) => (one.address?.test(address) ?? true) && !isFile(one));
	if (rule) return { severity: 'problem', message: rule.message };
	const extension = extensionOf(url);
	if (extension === null || rules.some(isFile)) return null;
	if (PAGE_EXTENSIONS.includes(extension)) {
		return {
			severity: 'problem',
			message: `is a web page (.${extension}), not a media file. Right-click the picture or video on that page and copy its own address.`,
		};
	}
	if (!PROGRAM_EXTENSIONS.includes(extension)) return null;
	return {
		severity: 'warning',
		message: `is made by a program (.${extension}), which may give a page instead of a file. Switch on Check Media to find out before paying.`,
	};
}

function driveDoubt({ hostname }: URL): string | null {
	return /^(?:drive|docs|drive\.usercontent)\.google\.com$/i.test(hostname)
		? 'is a Google Drive download link. It works only while the file is shared with everyone, and Google shows a page instead for larger files; a Google Drive node (Download) with the Binary source is safer.'
		: null;
}
