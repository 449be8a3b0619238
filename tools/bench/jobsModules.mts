import { Forecast } from '../../nodes/shared/tasks/forecast.ts';
import { Governor } from '../../nodes/shared/tasks/governor.ts';
import { Journal, markOf } from '../../nodes/SeedanceGenerate/pay/ledger/journal.ts';
import { runRows } from '../../nodes/SeedanceGenerate/pay/run.ts';
import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import type { Modules } from '../simulation/run.mts';

/** The money code of the nodes straight from its sources, for benches that run on a virtual clock. */
export const MODULES: Modules = { runRows, Governor, Forecast, Journal, markOf, PROVIDERS };
