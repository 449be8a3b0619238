'use strict';

/**
 * Reads n8n's format for executions: a JSON list in which every text inside an object or list is
 * the place of the value meant, so that the same object can stand in several places.
 *
 * @param {unknown} text
 * @returns {any}
 */
function parseFlatted(text) {
	if (typeof text !== 'string') return text;
	/** @type {unknown[]} */
	const values = JSON.parse(text);
	/** @type {Map<number, any>} */
	const known = new Map();
	/** @param {number} place @returns {any} */
	const read = (place) => {
		const value = values[place];
		if (typeof value !== 'object' || value === null) return value;
		if (known.has(place)) return known.get(place);
		/** @type {any} */
		const revived = Array.isArray(value) ? [] : {};
		known.set(place, revived);
		for (const [name, each] of Object.entries(value)) {
			revived[name] = typeof each === 'string' ? read(Number(each)) : each;
		}
		return revived;
	};
	return read(0);
}

module.exports = { parseFlatted };
