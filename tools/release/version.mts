/** Versions of the package, as tags have them: 0.2.0, 1.0.0-rc.1. */

const FORM = /^(\d+)\.(\d+)\.(\d+)(-[\w.]+)?$/;

/** @throws when it is no version, or not above the one there is */
export function checkNext(current: string, next: string): void {
	const [from, to] = [current, next].map((version) => FORM.exec(version));
	if (to === null) throw new Error(`"${next}" is no version. Write it like 0.2.0.`);
	const numbers = (found: RegExpExecArray | null) => (found ?? []).slice(1, 4).map(Number);
	const [before, after] = [numbers(from), numbers(to)];
	const place = after.findIndex((number, index) => number !== before[index]);
	const isAbove =
		place < 0 ? from?.[4] !== undefined && to[4] !== from[4] : after[place] > before[place];
	if (!isAbove) throw new Error(`${next} is not above ${current}.`);
}
