'use strict';

/**
 * Compares saved node parameters (examples, README snippets) with what a node really offers.
 */

/** @param {any} property */
const isList = (property) => property.type === 'options' || property.type === 'multiOptions';

/** @param {unknown} value */
const isExpression = (value) => typeof value === 'string' && value.startsWith('=');

/**
 * @param {any[]} properties
 * @param {Record<string, any>} values
 * @param {string} place
 * @returns {string[]} one line per name or value that the node does not know
 */
function unknownParameters(properties, values, place) {
	return Object.entries(values).flatMap(([name, value]) => {
		const candidates = properties.filter((property) => property.name === name);
		if (candidates.length === 0) return [`${place}.${name} does not exist`];
		if (isExpression(value)) return [];
		const findings = candidates.map((property) => problemsOf(property, value, `${place}.${name}`));
		// A name may stand for several fields (`operation`, `options`): one of them must fit.
		return findings.some((list) => list.length === 0) ? [] : findings[0];
	});
}

/**
 * @param {any} property
 * @param {any} value
 * @param {string} place
 * @returns {string[]}
 */
function problemsOf(property, value, place) {
	if (isList(property)) {
		const known = property.options.map((/** @type {any} */ option) => option.value);
		const chosen = Array.isArray(value) ? value : [value];
		return chosen
			.filter((each) => !known.includes(each))
			.map((each) => `${place} has no choice "${each}"`);
	}
	if (property.type === 'collection') return unknownParameters(property.options, value, place);
	if (property.type === 'fixedCollection') {
		return Object.entries(value).flatMap(([groupName, entries]) => {
			const group = property.options.find((/** @type {any} */ each) => each.name === groupName);
			if (group === undefined) return [`${place}.${groupName} does not exist`];
			return [entries]
				.flat()
				.flatMap((entry) => unknownParameters(group.values, entry, `${place}.${groupName}`));
		});
	}
	/** @type {Record<string, string>} */
	const wanted = { number: 'number', boolean: 'boolean', string: 'string' };
	const type = wanted[property.type];
	return type !== undefined && typeof value !== type ? [`${place} is not a ${type}`] : [];
}

module.exports = { unknownParameters };
