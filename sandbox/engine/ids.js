const { randomBytes } = require('node:crypto');

/**
 * Identifiers in the providers' own forms.
 */

/**
 * @param {number} length
 * @returns {string} lower-case letters and digits
 */
function word(length) {
	const letters = 'abcdefghijklmnopqrstuvwxyz0123456789';
	return Array.from(randomBytes(length), (byte) => letters[byte % letters.length]).join('');
}

/** @returns {string} UTC time as 20260701120000 */
function stamp() {
	return new Date().toISOString().replace(/\D/g, '').slice(0, 14);
}

/** @type {Record<string, () => string>} */
const NEW_ID = {
	ark: () => `cgt-${stamp()}-${word(5)}`,
	evolink: () => `task-unified-${Math.floor(Date.now() / 1000)}-${word(8)}`,
	twelveAi: () => `task_${word(16)}`,
	ink: () => `req_${word(16)}`,
	file: () => `file_${word(12)}`,
	request: () => `0217${Date.now()}${word(12)}`,
};

/**
 * Seconds for a job whose length the model chooses.
 *
 * @param {number} min
 * @param {number} max
 */
function anyLength(min, max) {
	return min + (randomBytes(1)[0] % (max - min + 1));
}

module.exports = { NEW_ID, anyLength };
