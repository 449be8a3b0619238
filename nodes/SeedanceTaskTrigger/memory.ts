import { CallbackReads } from '../shared/callback/look';
import { ReadBudget } from '../shared/callback/readBudget';
import { Seen } from './known/seen';

/** What one process remembers of one trigger node besides its saved state. Gone at a restart. */
export class TriggerMemory {
	/** Ends that webhooks of this process have handled: each webhook request has its own copy of the saved state. */
	readonly seen = new Seen();

	/** Those that callbacks have caused. */
	readonly reads = new CallbackReads();

	/** For callbacks without a valid signature, which anybody can send. */
	readonly strangers = new ReadBudget({ burst: 20, perSecond: 0.5 });

	/** For callbacks at an address that was made with the key. */
	readonly signed = new ReadBudget({ burst: 100, perSecond: 5 });

	/** Where the next poll of named tasks begins. */
	turn = 0;
}

/** The memory of every trigger node of this process. */
export class ProcessMemory {
	private readonly byTrigger = new Map<string, TriggerMemory>();

	/** @param name workflow, node and provider */
	of(name: string): TriggerMemory {
		let memory = this.byTrigger.get(name);
		if (memory === undefined) {
			memory = new TriggerMemory();
			this.byTrigger.set(name, memory);
		}
		return memory;
	}
}
