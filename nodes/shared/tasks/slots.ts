/** A counting semaphore, first come first served. */
export class Slots {
	private free: number;

	private readonly waiting: Array<() => void> = [];

	/** @param count how many may hold a slot at once; 0 or less = no limit */
	constructor(count: number) {
		this.free = count > 0 ? count : Number.POSITIVE_INFINITY;
	}

	/**
	 * Resolves when a slot is free and takes it. Every take needs one `give`.
	 * @returns true when it had to wait for one
	 */
	async take(): Promise<boolean> {
		if (this.free > 0) {
			this.free -= 1;
			return false;
		}
		await new Promise<void>((resolve) => this.waiting.push(resolve));
		return true;
	}

	give(): void {
		const next = this.waiting.shift();
		// Handing the slot over directly keeps a newcomer from overtaking those who wait.
		if (next === undefined) this.free += 1;
		else next();
	}

	/** Runs `job` while holding a slot, and gives the slot back whatever happens. */
	async hold<T>(job: () => Promise<T>): Promise<T> {
		await this.take();
		try {
			return await job();
		} finally {
			this.give();
		}
	}
}
