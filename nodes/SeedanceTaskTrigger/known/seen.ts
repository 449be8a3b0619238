import { createHash } from 'crypto';
import { END_STATUSES } from '../../shared/domain/task';
import type { TaskStatus } from '../../shared/domain/vocabulary';
import { asReading } from '../../shared/providers/reading/reading';

/** What is saved: fingerprints, one after the other, under the number of the day on which they were noted. */
export type SeenDays = Record<string, string>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** 48 bits: with the most that is kept, one in some ten million new tasks would look like a known one. */
const FINGERPRINT_LENGTH = 8;

/** Keeps the saved text below 100 kB; the oldest go first. */
export const MOST_FINGERPRINTS = 11_000;

/** A process that runs for months must not grow either. */
const MOST_IN_MEMORY = 2 * MOST_FINGERPRINTS;

/** The saved form, or null when it is anything else. */
export function readDays(value: unknown): SeenDays | null {
	const days = asReading(value);
	const isOurs =
		days !== null &&
		Object.entries(days).every(([day, text]) => /^\d{1,6}$/.test(day) && typeof text === 'string');
	return isOurs ? (days as SeenDays) : null;
}

function fingerprintOf(taskId: string, status: TaskStatus): string {
	const digest = createHash('sha256').update(`${status} ${taskId}`).digest('base64url');
	return digest.slice(0, FINGERPRINT_LENGTH);
}

function dayOf(timeMs: number): number {
	return Math.max(0, Math.floor(timeMs / DAY_MS));
}

/**
 * Which end states of which tasks are known, in little space: a fingerprint and a day each, and
 * never more than 11,000 of them.
 */
export class Seen {
	/** In the order in which they were noted. */
	private readonly dayByFingerprint = new Map<string, number>();

	/** Reads what `toDays` has written; whatever is not that counts as nothing known. */
	static from(saved: unknown): Seen {
		const seen = new Seen();
		const days = Object.entries(readDays(saved) ?? {});
		const oldestFirst = days.sort(([a], [b]) => Number(a) - Number(b));
		for (const [day, text] of oldestFirst) {
			for (let at = 0; at + FINGERPRINT_LENGTH <= text.length; at += FINGERPRINT_LENGTH) {
				seen.dayByFingerprint.set(text.slice(at, at + FINGERPRINT_LENGTH), Number(day));
			}
		}
		return seen;
	}

	get size(): number {
		return this.dayByFingerprint.size;
	}

	has(taskId: string, status: TaskStatus): boolean {
		return this.dayByFingerprint.has(fingerprintOf(taskId, status));
	}

	/** Whether any end of this task is known. */
	hasEnd(taskId: string): boolean {
		return END_STATUSES.some((status) => this.has(taskId, status));
	}

	/**
	 * Notes an end. One that is still shown counts as noted now, or it would be news once it is forgotten.
	 * @returns false when it was known already
	 */
	add(taskId: string, status: TaskStatus, nowMs: number): boolean {
		const fingerprint = fingerprintOf(taskId, status);
		const isNew = !this.dayByFingerprint.delete(fingerprint);
		this.dayByFingerprint.set(fingerprint, dayOf(nowMs));
		if (this.dayByFingerprint.size > MOST_IN_MEMORY) this.forgetOldest();
		return isNew;
	}

	private forgetOldest(): void {
		const [oldest] = this.dayByFingerprint.keys();
		this.dayByFingerprint.delete(oldest);
	}

	/** Takes over what another one knows. */
	addAll(other: Seen): this {
		for (const [fingerprint, day] of other.dayByFingerprint) {
			if (!this.dayByFingerprint.has(fingerprint)) this.dayByFingerprint.set(fingerprint, day);
		}
		return this;
	}

	/**
	 * What to save: nothing older than `keepDays`, and the newest 11,000 at most.
	 * @param keepDays days; a task that the provider no longer shows cannot come again
	 */
	toDays(nowMs: number, keepDays: number): SeenDays {
		const firstDay = dayOf(nowMs) - keepDays;
		const kept = [...this.dayByFingerprint]
			.filter(([, day]) => day >= firstDay)
			.sort(([, a], [, b]) => a - b)
			.slice(-MOST_FINGERPRINTS);
		const grouped = new Map<number, string[]>();
		for (const [fingerprint, day] of kept) {
			const group = grouped.get(day);
			if (group === undefined) grouped.set(day, [fingerprint]);
			else group.push(fingerprint);
		}
		return Object.fromEntries(
			[...grouped].map(([day, fingerprints]) => [String(day), fingerprints.join('')]),
		);
	}
}
