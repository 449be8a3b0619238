/**
 * What n8n asks of the texts and the shelf of a community node beyond what the installed version of its lint looks at:
 * rules of its newer lint and of its guidelines for verified nodes.
 */

/** Where the editor can put a community node: the list of n8n's rule `valid-node-categories`. */
const CATEGORIES = [
	'Analytics',
	'Communication',
	'Data & Storage',
	'Development',
	'Finance & Accounting',
	'Marketing & Content',
	'Miscellaneous',
	'Productivity',
	'Sales',
	'Utility',
];

/** Characters; n8n's rule `hint-max-length`. */
const LONGEST_HINT = 120;

const ARTICLE = /\b(?:a|an|the)\b/i;

/** Texts of the editor are English (n8n's guidelines for verified nodes). */
const CHINESE = /\p{Script=Han}/u;

/** Every text below a value, with the name of the field that holds it. */
function textsBelow(value: unknown, name = ''): Array<{ name: string; text: string }> {
	if (typeof value === 'string') return [{ name, text: value }];
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([key, part]) =>
		textsBelow(part, Array.isArray(value) ? name : key),
	);
}

/**
 * What the texts of a node or credential have against them.
 *
 * @param label whose they are
 * @param shown the description of a node, or a credential
 * @returns one sentence each
 */
export function textProblems(label: string, shown: unknown): string[] {
	return textsBelow(shown).flatMap(({ name, text }) => [
		...(name === 'action' && ARTICLE.test(text)
			? [`${label} has an article in the action "${text}".`]
			: []),
		...(name === 'hint' && text.length > LONGEST_HINT
			? [`${label} has a hint of ${text.length} characters, over ${LONGEST_HINT}: "${text}".`]
			: []),
		...(CHINESE.test(text) ? [`${label} shows Chinese characters in the editor: "${text}".`] : []),
	]);
}

/**
 * What the codex file of a node has against it.
 *
 * @returns one sentence each
 */
export function codexProblems(
	file: string,
	codex: { node?: string; categories?: unknown; subcategories?: unknown },
): string[] {
	const categories: unknown[] = Array.isArray(codex.categories) ? codex.categories : [];
	const unknown = categories.filter((name) => !CATEGORIES.some((known) => known === name));
	return [
		...(categories.length === 0 ? [`${file} names no category.`] : []),
		...unknown.map((name) => `${file} names the category "${String(name)}", which n8n has not.`),
		...('subcategories' in codex ? [`${file} has subcategories, which are n8n's own.`] : []),
	];
}
