/** Does what is only a courtesy, such as a line in a log: no row that is paid for may be lost over it. */
export function quietly(courtesy: () => void): void {
	try {
		courtesy();
	} catch {
		return;
	}
}
