/**
 * Shared pieces of the strict request schemas.
 *
 * @typedef {object} Complaint the first thing a request got wrong
 * @property {string} param the field, as `content[1].image_url.url`
 * @property {string} message
 * @property {boolean} missing the field is required and absent
 * @property {boolean} unknown nobody documents the field
 */

/**
 * @param {(string | number)[]} path
 * @returns {string}
 */
function fieldName(path) {
	return path.reduce(
		(/** @type {string} */ name, part) =>
			typeof part === 'number' ? `${name}[${part}]` : name === '' ? part : `${name}.${part}`,
		'',
	);
}

/**
 * Turns what zod found into one complaint.
 *
 * @param {import('zod').ZodError} error
 * @returns {Complaint}
 */
function complaintOf(error) {
	const issue = error.issues[0];
	if (issue.code === 'unrecognized_keys') {
		return {
			param: fieldName([...issue.path, issue.keys[0]]),
			message: `unknown field ${issue.keys[0]}`,
			missing: false,
			unknown: true,
		};
	}
	if (issue.code === 'invalid_union') return complaintOf(issue.unionErrors[0]);
	const missing =
		(issue.code === 'invalid_type' && issue.received === 'undefined') ||
		(issue.code === 'invalid_literal' && issue.received === undefined);
	return {
		param: fieldName(issue.path),
		message: issue.message,
		missing,
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
