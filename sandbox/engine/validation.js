/**
 * Shared pieces of the strict request schemas.
 *
 * @typedef {object} Complaint the first thing a request got wrong
 * @property {string} param the field, as `content[1].image_url.url`
 * @property {string} message
 * @property {boolean} missing the field is required and absent
 * @property {boolean} unknown nobody documents the field
 *
 * @typedef {object} Issue what every zod says of one, version 3 or 4
 * @property {string} code
 * @property {PropertyKey[]} path
 * @property {string} message
 * @property {string[]} [keys]
 * @property {number | bigint} [minimum]
 * @property {number | bigint} [maximum]
 */

/**
 * @param {PropertyKey[]} path
 * @returns {string}
 */
function fieldName(path) {
	return path.reduce((/** @type {string} */ name, part) => {
		if (typeof part === 'number') return `${name}[${part}]`;
		return name === '' ? String(part) : `${name}.${String(part)}`;
	}, '');
}

/**
 * @param {unknown} value
 * @param {PropertyKey[]} path
 * @returns {unknown}
 */
function valueAt(value, path) {
	return path.reduce((holder, part) => /** @type {any} */ (holder)?.[part], value);
}

/**
 * In our own words, because each version of zod has others.
 *
 * @param {Issue} issue
 * @returns {string}
 */
function wordsFor({ code, message, minimum, maximum }) {
	if (code === 'custom') return message;
	if (code === 'too_small') return `the least is ${minimum}`;
	if (code === 'too_big') return `the most is ${maximum}`;
	return 'not a value that is accepted here';
}

/**
 * Turns what zod found into one complaint.
 *
 * @param {{ issues: Issue[] }} error
 * @param {unknown} given what was checked
 * @returns {Complaint}
 */
function complaintOf({ issues: [issue] }, given) {
	const [foreign] = issue.keys ?? [];
	if (foreign !== undefined) {
		return {
			param: fieldName([...issue.path, foreign]),
			message: `unknown field ${foreign}`,
			missing: false,
			unknown: true,
		};
	}
	// Without the field that tells one kind of entry from another, the entry is wrong rather than incomplete.
	const isKind = issue.code.startsWith('invalid_union');
	return {
		param: fieldName(issue.path),
		message: wordsFor(issue),
		missing: !isKind && valueAt(given, issue.path) === undefined,
		unknown: false,
	};
}

/**
 * @param {string} param
 * @param {string} message
 * @returns {Complaint}
 */
function complain(param, message) {
	return { param, message, missing: false, unknown: false };
}

const PRIVATE_HOST =
	/^(localhost|.*\.local|0\.0\.0\.0|127\.|10\.|192\.168\.|169\.254\.|172\.(1[6-9]|2\d|3[01])\.|\[::1\]|\[f[cd])/i;

/**
 * @param {string} value
 * @returns {URL | null} null when it is no http(s) address
 */
function webAddress(value) {
	if (!/^https?:\/\//i.test(value) || !URL.canParse(value)) return null;
	return new URL(value);
}

/**
 * @param {string} value
 * @returns {boolean} true for https on a public host
 */
function isPublicHttps(value) {
	const url = webAddress(value);
	return url !== null && url.protocol === 'https:' && !PRIVATE_HOST.test(url.hostname);
}

module.exports = { complain, complaintOf, fieldName, isPublicHttps, webAddress };
