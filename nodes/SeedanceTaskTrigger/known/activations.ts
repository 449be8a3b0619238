/** The ways in which a user switches a workflow on; republishing an active one is `update`. */
const SWITCHED_ON: readonly string[] = ['activate', 'create'];

interface LastPoll {
	mode: string;
	/** What n8n calls the poll with; one object per activation where it does not schedule in the database. */
	context: object;
	/** True once two polls of one activation were seen to share it. */
	shared: boolean;
}

/**
 * Finds out which poll is the first after the user has switched the workflow on. n8n says how the
 * workflow was activated, but says the same again at every later poll of that activation. In doubt
 * the answer is no, because then nothing is lost: what ended meanwhile is emitted.
 */
export class Activations {
	private readonly last = new Map<string, LastPoll>();

	/** @param mode what n8n's `getActivationMode` says */
	isFirstPoll(name: string, mode: string, context: object): boolean {
		if (!SWITCHED_ON.includes(mode)) return false;
		const before = this.last.get(name);
		if (before === undefined || before.mode !== mode) return true;
		return before.shared && before.context !== context;
	}

	/** Call it after a poll that has done its work; until then the next one is still the first. */
	polled(name: string, mode: string, context: object): void {
		const before = this.last.get(name);
		const again = before?.mode === mode && before.context === context;
		const shared = again || (before?.shared ?? false);
		this.last.set(name, { mode, context, shared });
	}
}
