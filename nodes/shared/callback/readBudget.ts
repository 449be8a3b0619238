export interface BudgetSize {
	/** Reads that may happen at once after a quiet time. */
	burst: number;
	/** Reads that come free per second. */
	perSecond: number;
}

/**
 * How often strangers may make us ask the provider: a bucket of reads that refills slowly. A read
 * that brought news gives its place back, so real callbacks are never slowed down for long.
 */
export class ReadBudget {
	private left: number;

	private updatedMs: number | null = null;

	constructor(private readonly size: BudgetSize) {
		this.left = size.burst;
	}

	/** @returns false when there is none left now */
	take(nowMs: number): boolean {
		const elapsedMs = this.updatedMs === null ? 0 : Math.max(0, nowMs - this.updatedMs);
		this.updatedMs = nowMs;
		this.left = Math.min(this.size.burst, this.left + (elapsedMs / 1000) * this.size.perSecond);
		if (this.left < 1) return false;
		this.left -= 1;
		return true;
	}

	giveBack(): void {
		this.left = Math.min(this.size.burst, this.left + 1);
	}
}
