/**
 * Reads the product list of the examples.
 */

export interface CatalogRow {
	sku: string;
	product: string;
	/** Path below the folder of the list */
	image: string;
	look: string;
	seconds: number;
	ratio: string;
	note: string;
	/** The row shows how a refusal looks */
	isWrongOnPurpose: boolean;
}

/**
 * Comma separated values with quoted cells, as spreadsheets write them.
 *
 * @returns lines of cells; empty lines are left out
 */
export function parseCsv(text: string): string[][] {
	const lines: string[][] = [];
	let cells: string[] = [];
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
 * The rows of the product list.
 *
 * @param text content of catalog.csv
 */
export function readCatalog(text: string): CatalogRow[] {
	const [header, ...lines] = parseCsv(text);
	return lines.map((cells) => {
		const row = Object.fromEntries(
			header.map((name, index) => [name, cells[index] ?? '']),
		) as Record<keyof CatalogRow, string>;
		return {
			...row,
			// The list names the published pictures, which work in a sheet; the demo serves its own.
			image: row.image.replace(/^https:.*\/(?=images\/)/, ''),
			seconds: Number(row.seconds),
			isWrongOnPurpose: row.note.includes('on purpose'),
		};
	});
}
