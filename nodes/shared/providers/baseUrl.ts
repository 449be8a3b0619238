/**
 * What is meant by an address, in order: a pattern and what stands in its place (as in `String.replace`). No pattern may
 * hold `}}`, which ends an expression of n8n.
 */
export type AddressRules = ReadonlyArray<readonly [pattern: RegExp, meant: string]>;

/** What people paste around every address, and a scheme that was left out before a public name. */
const AROUND: AddressRules = [
	[/[\u200b-\u200d\u2060\ufeff]/g, ''],
	[/^[\s"'<]+|[\s"'>]+$/g, ''],
	[/[?#].*$/, ''],
	[/[\s/]+$/, ''],
	[/^(?=(?:[a-z0-9-]+\.)+[a-z]+(?::\d+)?(?:\/|$))/i, 'https://'],
];

const LAST_SLASHES: AddressRules = [[/\/+$/, '']];

/** All rules for the Base URL of one provider; without rules of its own those that hold for everybody. */
export function rulesFor(own: AddressRules = []): AddressRules {
	return [...AROUND, ...own, ...LAST_SLASHES];
}

/**
 * The address that somebody means who has pasted more than the Base URL: a slash or a query behind it, the version, the
 * whole path of a call. What can be meant in two ways stays as it is.
 */
export function meantAddress(typed: string, own?: AddressRules): string {
	return rulesFor(own).reduce((text, [pattern, meant]) => text.replace(pattern, meant), typed);
}
