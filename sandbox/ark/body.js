/**
 * How the official video API words a task. Source: providers.md 1.7.
 *
 * @typedef {import('../engine/types').Task} Task
 * @typedef {import('../engine/types').JsonObject} JsonObject
 */

/** @param {number} ms */
const seconds = (ms) => Math.floor(ms / 1000);

/**
 * @param {Task} task
 * @param {import('../index').Shared} shared
 * @returns {JsonObject}
 */
function contentOf(task, shared) {
	const kept = Date.now() - (task.endedAtMs ?? 0) < shared.options.resultKeptMs;
	const url = kept ? shared.resultUrl(task, 'mp4') : null;
	if (url === null) return {};
	/** @type {JsonObject} */
	const content = { video_url: url };
	if (task.request.return_last_frame) content.last_frame_url = shared.resultUrl(task, 'png');
	return content;
}

/**
 * @param {Task} task
 * @param {import('../index').Shared} shared
 * @returns {JsonObject}
 */
function arkBody(task, shared) {
	const { request, spec, notes } = task;
	const word = task.state === 'running' ? (task.steering.statusWord ?? 'running') : task.state;
	/** @type {JsonObject} */
	const body = { id: task.id, model: task.model, status: word };
	if (task.failure) {
		body.error = {
			code: task.failure.code,
			message: `${task.failure.message} Request id: ${notes.requestId}`,
		};
	} else if (task.state === 'succeeded') body.error = null;
	if (task.state === 'succeeded') {
		body.content = contentOf(task, shared);
		body.usage = {
			completion_tokens: task.units,
			total_tokens: task.units,
			...(request.tools ? { tool_usage: { web_search: 1 } } : {}),
		};
		body.seed = notes.seed;
		body.resolution = spec.resolution;
		body.ratio = spec.ratio;
		if (request.frames === undefined) body.duration = spec.durationSeconds;
		else body.frames = request.frames;
		body.framespersecond = 24;
	}
	body.created_at = seconds(task.createdAtMs);
	body.updated_at = seconds(task.updatedAtMs);
	if (notes.echoesAudio) body.generate_audio = spec.audio;
	body.service_tier = request.service_tier ?? 'default';
	body.execution_expires_after = request.execution_expires_after ?? 172800;
	if (notes.hasPriority) body.priority = task.priority;
	for (const field of ['safety_identifier', 'tools', 'draft']) {
		if (request[field] !== undefined) body[field] = request[field];
	}
	return body;
}

/** What the list leaves out in the other of its two described forms. */
const NOT_LISTED = ['error', 'resolution', 'ratio', 'duration'];

/**
 * The list's other form, as one of the two sources describes it.
 *
 * @param {JsonObject} body
 * @returns {JsonObject}
 */
function bareListItem(body) {
	const item = Object.fromEntries(
		Object.entries(body).filter(([name]) => !NOT_LISTED.includes(name)),
	);
	return body.error ? { ...item, failure_reason: body.error } : item;
}

module.exports = { arkBody, bareListItem };
