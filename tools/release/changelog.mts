/** The changelog is written by hand; a release only gives its newest part a version. */

const UNRELEASED = '## Unreleased';

/**
 * Gives what stands under "Unreleased" a version and leaves that heading empty for what comes.
 *
 * @param date ISO, for example 2026-11-26
 * @throws when there is nothing to release, or the version stands there already
 */
export function releaseIn(changelog: string, version: string, date: string): string {
	if (partOf(changelog, version) !== null)
		throw new Error(`${version} stands in CHANGELOG.md already.`);
	const entries = partOf(changelog, 'Unreleased');
	if (entries === null || entries === '') {
		throw new Error('CHANGELOG.md has nothing under "## Unreleased".');
	}
	return changelog.replace(UNRELEASED, () => `${UNRELEASED}\n\n## ${version} (${date})`);
}

/** What the changelog says of a version; null when it does not know it. */
export function partOf(changelog: string, version: string): string | null {
	const lines = changelog.split('\n');
	const isHeading = (line: string) =>
		line === `## ${version}` || line.startsWith(`## ${version} (`);
	const begin = lines.findIndex(isHeading);
	if (begin < 0) return null;
	const rest = lines.slice(begin + 1);
	const end = rest.findIndex((line) => line.startsWith('## '));
	return (end < 0 ? rest : rest.slice(0, end)).join('\n').trim();
}
