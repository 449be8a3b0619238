import type { Medium, Problem } from '../../../shared/domain/request';

/** Letters of any script, digits, underscore and hyphen. */
const VALID_ALIAS = /^[\p{L}\p{M}\p{N}_-]+$/u;

/** Names that already are a tag in one of the spellings that `findTags` knows. */
const LOOKS_LIKE_TAG = /^(?:(?:image|video|audio)(?:_file_)?|图片|图|视频|音频)\d+$/iu;

/** The alias of a medium without the `@` that people tend to type; null when it has none. */
export function aliasOf(medium: Medium): string | null {
	const name = (medium.name ?? '').trim().replace(/^[@＠]/u, '');
	return name === '' ? null : name;
}

/** Two names that a reader would take for the same are the same. */
function comparable(alias: string): string {
	return alias.normalize('NFC').toLowerCase();
}

/** True when `findTags` can look for the alias. */
export function isUsableAlias(alias: string): boolean {
	return VALID_ALIAS.test(alias) && !LOOKS_LIKE_TAG.test(alias);
}

/** Names that cannot be used as tags, each with the remedy. */
export function aliasProblems(media: readonly Medium[]): Problem[] {
	const seen = new Map<string, Medium>();
	return media.flatMap((medium) => {
		const alias = aliasOf(medium);
		if (alias === null) return [];
		const earlier = seen.get(comparable(alias));
		if (!earlier) seen.set(comparable(alias), medium);
		const message = whatIsWrong(alias, earlier);
		return message === null ? [] : [{ field: `${medium.label}, Name`, message }];
	});
}

function whatIsWrong(alias: string, earlier: Medium | undefined): string | null {
	const shown = `“${alias.slice(0, 40)}”`;
	if (!VALID_ALIAS.test(alias)) {
		return `The name ${shown} cannot be used as a tag. Use only letters, digits, _ and -, without spaces.`;
	}
	if (LOOKS_LIKE_TAG.test(alias)) {
		return `The name ${shown} already means something else, because @Image1, @Video1 and the like count the media. Choose another name, for example hero.`;
	}
	if (earlier) {
		return `The name ${shown} is already used by ${earlier.label}. Give every medium its own name.`;
	}
	return null;
}
