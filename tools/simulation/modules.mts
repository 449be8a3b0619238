import { Governor } from '../../nodes/shared/tasks/governor.ts';
import { Journal, markOf } from '../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import { Ledger } from '../../nodes/SeedanceGenerate/pay/ledger/ledger.ts';
import { decideRows, ordersOf } from '../../nodes/SeedanceGenerate/pay/decide.ts';
import { payOrders } from '../../nodes/SeedanceGenerate/pay/pay.ts';
import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import type { Modules } from './run.mts';

/** The money code of the nodes straight from its sources, for benches and tests that run on a virtual clock. */
export const MODULES: Modules = {
	decideRows,
	ordersOf,
	payOrders,
	Governor,
	Journal,
	Ledger,
	markOf,
	PROVIDERS,
};
