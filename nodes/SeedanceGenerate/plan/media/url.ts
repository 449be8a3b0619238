import { displayUrl } from '../../../shared/net/displayUrl';
import { isPrivateHost } from '../../../shared/net/privateHost';
import { extensionOf } from './kind';
import { PAGE_EXTENSIONS, PAGE_RULES } from './pages';

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
	const formMessage = formProblem(url);
	if (formMessage !== null) return problem(label, formMessage);
	if (/^data:/i.test(url) || /^asset:/i.test(url)) return null;
	const parsed = parseUrl(url);
	if (parsed === null || parsed.hostname === '') {
		return problem(
			label,
			'is not a complete URL. Copy it again from the browser, from https:// on.',
		);
	}
	const addressMessage = addressProblem(parsed, rules);
	if (addressMessage !== null) return problem(label, `(${displayUrl(url)}) ${addressMessage}`);
	const pageMessage = pageProblem(parsed, url);
	if (pageMessage !== null) return problem(label, `(${displayUrl(url)}) ${pageMessage}`);
	return driveDownloadWarning(parsed, label, url);
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
	const shown = displayUrl(text);
	if (text === '') return 'has no URL. Fill it in or remove the entry.';
	if (/^data:/i.test(text)) {
		return /^data:(?:image|video|audio)\/[\w.+-]+(?:;[\w=-]+)*;base64,[A-Za-z0-9+/]+=*\s*$/i.test(
			text,
		)
			? null
			: 'is a data URL that is not base64 media. Use a link to the file or the Binary source.';
	}
	if (/^[a-z]:[\\/]|^\\\\|^file:|^~\/|^\.{1,2}[\\/]|^\/(?!\/)/i.test(text)) {
		return `(${shown}) is a file on a computer, which the provider cannot reach. Read it with a Read/Write Files node and choose the Binary source, or use a public link.`;
	}
	if (/^https?:.*[\s,;|]https?:\/\//is.test(text)) {
		return `(${displayUrl(text.split(/[\s,;|]/, 1)[0])}) holds several links. Give each its own medium, or set Media From to the list and put commas between them.`;
	}
	if (/\s/.test(url)) {
		return `(${displayUrl(text.split(/\s/, 1)[0])}) contains a space or a line break. Keep one URL per entry and write %20 for a space inside a file name.`;
	}
	if (/^asset:/i.test(text)) {
		return /^asset:\/\/[\w.-]+$/.test(text)
			? null
			: 'is not a complete asset id. It looks like asset://asset-… and holds no slash after that.';
	}
	return schemeProblem(text, shown);
}

function schemeProblem(text: string, shown: string): string | null {
	if (/^https?:\/\/[^/\\]/i.test(text)) return null;
	if (/^https?:/i.test(text))
		return `(${shown}) is not a complete URL. It must begin with https:// and a host name.`;
	if (/^(?:s3|gs):/i.test(text)) {
		return `(${shown}) is a storage path that only your own account can read. Use a public or signed https:// link of that file.`;
	}
	const otherScheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text);
	if (otherScheme)
		return `(${shown}) begins with ${otherScheme[1]}://. Use a link that begins with https://.`;
	if (/^\/\/|^www\.|^[\w-]+(?:\.[\w-]+)+(?::\d+)?\//i.test(text)) {
		return `(${shown}) has no https:// in front. Add https:// at the beginning.`;
	}
	return `(${shown}) is not a URL. Use a link that begins with https://.`;
}

function addressProblem(parsed: URL, rules: MediaUrlRules): string | null {
	if (parsed.username !== '' || parsed.password !== '') {
		return `holds a user name or password. Remove the part before the @. ${PUBLIC_PLACE}`;
	}
	if (!rules.privateAllowed && isPrivateHost(parsed.host)) {
		return `is an address inside your own network, which the provider cannot reach. ${PUBLIC_PLACE}`;
	}
	if (rules.httpsOnly && parsed.protocol !== 'https:') {
		return 'begins with http://, but the provider only takes https://. Use the https:// address of the file.';
	}
	return null;
}

function pageProblem(parsed: URL, url: string): string | null {
	const host = parsed.hostname.toLowerCase().replace(/\.$/, '');
	const address = parsed.pathname + parsed.search;
	const rule = PAGE_RULES.find(
		(candidate) =>
			candidate.host.test(host) &&
			(candidate.address?.test(address) ?? true) &&
			!(candidate.except?.test(address) ?? false),
	);
	if (rule) return rule.message;
	const extension = extensionOf(url);
	if (extension !== null && PAGE_EXTENSIONS.includes(extension)) {
		return `is a web page (.${extension}), not a media file. Right-click the picture or video on that page and copy its own address.`;
	}
	return null;
}

function driveDownloadWarning(parsed: URL, label: string, url: string): UrlFinding | null {
	const host = parsed.hostname.toLowerCase();
	const isDrive =
		host === 'drive.google.com' ||
		host === 'docs.google.com' ||
		host === 'drive.usercontent.google.com';
	if (!isDrive) return null;
	return {
		severity: 'warning',
		message: `${label} (${displayUrl(url)}) is a Google Drive download link. It works only while the file is shared with everyone, and Google shows a page instead for larger files; a Google Drive node (Download) with the Binary source is safer.`,
	};
}
