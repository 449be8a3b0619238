/** Refusals as relays and validators give them, by name, for faults of kind `odd`. The words are our own. */

interface OddAnswer {
	status: number;
	/** Text is sent as text. */
	body: unknown;
}

const inside = (value: unknown) => JSON.stringify(value);

const PERSON = {
	error: {
		code: 'InputImageSensitiveContentDetected.PrivacyInformation',
		message: 'The request failed because the input image may contain real person.',
	},
};

export const ODD_ANSWERS = {
	/** An account without money, inside a general code. */
	quotaInside: {
		status: 403,
		body: {
			error: {
				code: 'fail_to_fetch_task',
				message: inside({ code: 'insufficient_user_quota', message: 'user quota is not enough' }),
			},
		},
	},
	busyInside: {
		status: 403,
		body: {
			error: {
				code: 'fail_to_fetch_task',
				message: inside({ code: 'upstream_load_saturated', message: 'The upstream is saturated' }),
			},
		},
	},
	contentInside: {
		status: 400,
		body: { error: { code: 'bad_response_status_code', message: inside(PERSON) } },
	},
	editRatio: {
		status: 400,
		body: {
			error: {
				code: 'InvalidParameter.TaskTypeConstraint',
				message: 'the parameter `ratio` must be `adaptive` for this task',
			},
		},
	},
	plainText: { status: 400, body: 'image must be at least 300 px' },
	noCredits: { status: 400, body: { error: { message: 'Not enough credits' } } },
	fastApi: {
		status: 422,
		body: { detail: [{ loc: ['body', 'duration'], msg: 'value is not valid', type: 'value' }] },
	},
	laravel: {
		status: 422,
		body: { message: 'The given data was invalid.', errors: { duration: ['It is too long.'] } },
	},
	/** Comes before any work. */
	noChannel: {
		status: 503,
		body: {
			error: {
				code: 'model_not_found',
				message: 'No available channel for model X under group default (distributor)',
			},
		},
	},
	/** May come after the work has begun. */
	maintenance: {
		status: 503,
		body: {
			error: {
				message: 'This model is under maintenance until 10:00 UTC. Request id: 0217abc',
			},
		},
	},
} satisfies Record<string, OddAnswer>;

export type OddName = keyof typeof ODD_ANSWERS;
