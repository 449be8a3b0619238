'use strict';

/**
 * Reads the product list.
 *
 * @typedef {object} CatalogRow
 * @property {string} sku
 * @property {string} product
 * @property {string} image path below the folder of the list
 * @property {string} look
 * @property {number} seconds
 * @property {string} ratio
 * @property {string} note
 * @property {boolean} isWrongOnPurpose the row shows how a refusal looks
 */

/**
 * Comma separated values with quoted cells, as spreadsheets write them.
 *
 * @param {string} text
 * @returns {string[][]} lines of cells; empty lines are left out
 */
function parseCsv(text) {
	/** @type {string[][]} */
	const lines = [];
	/** @type {string[]} */
	let cells = [];
	let cell = '';
	let isQuoted = false;
	const endCell = () => {
		cells.push(cell);
		cell = '';
	};
	const endLine = () => {
		endCell();
		if (cells.some((value) => value !== '')) lines.push(cells);
		cells = [];
	};
	const characters = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
	for (let index = 0; index < characters.length; index++) {
		const character = characters[index];
		if (isQuoted) {
			if (character !== '"') cell += character;
			else if (characters[index + 1] === '"') {
				cell += '"';
				index++;
			} else isQuoted = false;
		} else if (character === '"') isQuoted = true;
		else if (character === ',') endCell();
		else if (character === '\n') endLine();
		else cell += character;
	}
	endLine();
	return lines;
}

/**
 * @param {string} text content of catalog.csv
 * @returns {CatalogRow[]}
 */
function readCatalog(text) {
	const [header, ...lines] = parseCsv(text);
	return lines.map((cells) => {
		/** @type {any} */
		const row = Object.fromEntries(header.map((name, index) => [name, cells[index] ?? '']));
		return {
			...row,
			// The list names the published pictures, which work in a sheet; the demo serves its own.
			image: row.image.replace(/^https:.*\/(?=images\/)/, ''),
			seconds: Number(row.seconds),
			isWrongOnPurpose: row.note.includes('on purpose'),
		};
	});
}

module.exports = { parseCsv, readCatalog };
