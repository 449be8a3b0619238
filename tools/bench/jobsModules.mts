import { Forecast } from '../../nodes/shared/jobs/forecast.ts';
import { Governor } from '../../nodes/shared/jobs/governor.ts';
import { Journal, markOf } from '../../nodes/shared/jobs/journal.ts';
import { runRows } from '../../nodes/shared/jobs/run.ts';
import { PROVIDERS } from '../../nodes/shared/providers/index.ts';
import type { Modules } from '../simulation/run.mts';

/** The money code of the nodes straight from its sources, for benches that run on a virtual clock. */
export const MODULES: Modules = { runRows, Governor, Forecast, Journal, markOf, PROVIDERS };
