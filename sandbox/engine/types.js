/**
 * The words the sandbox is written in. Types only: nothing here runs.
 *
 * @typedef {'evolink' | 'ark' | 'twelveAi' | 'ink'} ProviderId
 * @typedef {'create' | 'get' | 'list' | 'cancel' | 'delete' | 'credits' | 'upload' | 'models' | 'file' | 'other'} Operation
 * @typedef {'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'expired'} TaskState
 * @typedef {'image' | 'video' | 'audio'} MediaKind
 * @typedef {Record<string, unknown>} JsonObject
 *
 * @typedef {object} Account who a key belongs to
 * @property {ProviderId} provider
 * @property {'china' | 'international' | null} region Ark only
 * @property {boolean} hasBalance false: every create is refused for lack of money
 *
 * @typedef {object} Call one request, after routing and authentication
 * @property {string} method
 * @property {string} path without the provider's base path and without the query
 * @property {URLSearchParams} query
 * @property {import('node:http').IncomingHttpHeaders} headers
 * @property {string[]} params what the route's pattern captured, decoded
 * @property {unknown} body parsed JSON, undefined where there is none
 * @property {Buffer} raw the body as it came
 * @property {Account} account
 * @property {'china' | 'international' | null} region which Ark host was called
 *
 * @typedef {object} Reply
 * @property {number} status
 * @property {unknown} [json]
 * @property {string} [text] sent instead of json
 * @property {string} [contentType]
 * @property {Record<string, string>} [headers]
 * @property {string} [taskId] which task the request was about, for the log
 *
 * @typedef {object} ProblemInput
 * @property {number} status
 * @property {string} [code] the provider's code; a usual one for the status when absent
 * @property {string} [message]
 * @property {string} [param] the field at fault
 *
 * @typedef {object} Route
 * @property {string} method
 * @property {RegExp} pattern tested against the path below the base path
 * @property {Operation} operation
 * @property {boolean} [open] may be called without a key (a wrong key is refused all the same)
 * @property {boolean} [rawBody] the body is not JSON
 * @property {(call: Call) => Reply | Promise<Reply>} handle
 *
 * @typedef {object} Dialect one provider's way of speaking
 * @property {ProviderId} provider
 * @property {Route[]} routes
 * @property {(problem: ProblemInput) => Reply} problem an error in the provider's own shape
 * @property {(task: Task) => JsonObject} taskBody the answer to GET, also the body of a callback
 * @property {CallbackRule} callbacks
 *
 * @typedef {object} Mount a dialect at a base path
 * @property {string} basePath
 * @property {Dialect} dialect
 * @property {'china' | 'international' | null} region
 *
 * @typedef {object} CallbackRule
 * @property {TaskState[]} [states] the states it reports; every end when absent
 * @property {number} timeoutMs how long the receiver may take
 * @property {number[]} retryFactors waits before each further try, in units of the option callbackRetryMs
 *
 * @typedef {object} Steering what a prompt asked the sandbox to do, see engine/steering.js
 * @property {{ code: string, message: string | null } | null} fail
 * @property {{ status: number, code: string } | null} refuse
 * @property {boolean} expire
 * @property {boolean} cancelled
 * @property {string | null} statusWord
 * @property {number | null} slowMs
 * @property {number | null} queueMs
 * @property {boolean} noUrl
 * @property {number | null} lateUrlMs
 * @property {number | null} sizeMb
 * @property {number} callbackCopies
 *
 * @typedef {object} TaskSpec what will be made
 * @property {number} durationSeconds a real length, never -1
 * @property {string} resolution
 * @property {string} ratio a real ratio, never adaptive
 * @property {number} width pixels
 * @property {number} height pixels
 * @property {boolean} audio
 *
 * @typedef {object} Task
 * @property {string} id
 * @property {ProviderId} provider
 * @property {'china' | 'international' | null} region
 * @property {string} model
 * @property {string} prompt
 * @property {TaskState} state
 * @property {TaskSpec} spec
 * @property {JsonObject} request the body that created it
 * @property {JsonObject} notes whatever the dialect wants to remember
 * @property {number} createdAtMs
 * @property {number} updatedAtMs
 * @property {number | null} startedAtMs
 * @property {number | null} endedAtMs
 * @property {number} runMs how long it runs once it has started
 * @property {number} priority
 * @property {{ code: string, message: string } | null} failure
 * @property {Steering} steering
 * @property {string | null} callbackUrl
 * @property {number} units what it costs: tokens on Ark, credits on EvoLink and ink, seconds on 12AI
 *
 * @typedef {object} Fault see engine/faults.js
 * @property {ProviderId | 'files'} [provider]
 * @property {Operation} [operation]
 * @property {string} [pathIncludes]
 * @property {number} [nth] only the nth matching request, counted from 1
 * @property {number} [skip] let so many matching requests pass first
 * @property {number | 'always'} [times] how many requests it hits; 1 when absent
 * @property {'status' | 'html' | 'delay' | 'resetBefore' | 'resetAfter' | 'brokenBody' | 'timeout' | 'cut' | 'slow' | 'ignoreRange' | 'truncate'} kind
 * @property {number} [status]
 * @property {unknown} [body] JSON or text instead of the provider's usual error
 * @property {number | string} [retryAfter] seconds, or an HTTP date
 * @property {number} [delayMs] wait before doing anything; with any kind
 * @property {boolean} [accept] status, html, timeout: do the work first, then answer badly
 * @property {number} [afterBytes] cut: how much of the file is sent
 * @property {number} [bytesPerSecond] slow
 */
module.exports = {};
