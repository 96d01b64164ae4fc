"""Every way in which a request can fail: a stable code, an HTTP status, and what to do about it.

The `code` of each exception of the library is the key of its row; a test holds them together.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """A kind of failure. `advice` is for the reader of the page that `type` leads to."""

    code: str
    status: int
    title: str
    advice: str


PROBLEMS = {
    problem.code: problem
    for problem in (
        Problem(
            "bad_request",
            400,
            "The request cannot be understood",
            "Correct what the detail names.",
        ),
        Problem(
            "malformed_json",
            400,
            "The body is not well-formed JSON",
            "Send one JSON value in UTF-8: no field named twice, no NaN or Infinity, no half "
            "of a surrogate pair, no deep nesting.",
        ),
        Problem(
            "unauthenticated",
            401,
            "A key is needed",
            "Send Authorization: Bearer with a key that exists, is not revoked and has not "
            "expired. The operator makes keys with `factcheck keys create`.",
        ),
        Problem(
            "forbidden",
            403,
            "The key does not allow this",
            "`scope` is what the key would need. The operator makes keys.",
        ),
        Problem(
            "index_read_only",
            403,
            "The index may not be changed",
            "It is served to read only. Send changes to the server that may write, or serve "
            "it writable.",
        ),
        Problem(
            "host_not_allowed",
            403,
            "The server sends nothing there",
            "The address leads into the server's own network. Give one of the public internet, or "
            "have the operator name the host in FACTCHECK_ALLOW_HOSTS.",
        ),
        Problem(
            "nothing_kept",
            403,
            "This server stores nothing",
            "The operator names a place for what is stored: factcheck serve --state DIR.",
        ),
        Problem(
            "not_found",
            404,
            "There is nothing at this address",
            "Compare the address with /openapi.yaml.",
        ),
        Problem(
            "index_not_found",
            404,
            "No index of that name is served",
            "GET /v1/indexes lists those that are; leave the field out to take the default.",
        ),
        Problem(
            "tier_not_found",
            404,
            "The policy of the server has no such tier",
            "The detail lists its tiers; a policy of your own may have others (docs/policy.md).",
        ),
        Problem(
            "snapshot_not_found",
            404,
            "The index has no such state, or has been compacted since",
            "Leave it out to take the present state.",
        ),
        Problem(
            "document_not_found",
            404,
            "There is no document with that id",
            "GET /v1/documents lists the ids. In an address, percent-encode every character "
            "of an id that is not a letter or digit.",
        ),
        Problem(
            "original_not_found",
            404,
            "The bytes that the document was read from are not kept",
            "They are kept of documents that `factcheck index build` read from files or the web; "
            "a document that came as JSON has none.",
        ),
        Problem(
            "batch_not_found",
            404,
            "There is no such batch",
            "It was deleted or has expired, or another key made it. GET /v1/batches lists yours.",
        ),
        Problem(
            "report_not_found",
            404,
            "There is no such report",
            "It was deleted, or the address is not complete. Only who stored a report deletes it, "
            "or a key with `admin`.",
        ),
        Problem(
            "watch_not_found",
            404,
            "There is no watch with that id",
            "GET /v1/watches lists those of your key; others are not shown.",
        ),
        Problem(
            "watches_off",
            404,
            "This server keeps no watches",
            "The operator starts it with `factcheck serve --watches FILE`.",
        ),
        Problem(
            "cursor_not_found",
            404,
            "The cursor leads to no page",
            "Start again without one. A cursor belongs to one list, and ends with the server that "
            "gave it if that keeps no state.",
        ),
        Problem(
            "method_not_allowed",
            405,
            "This address does not take that method",
            "The header Allow lists those that it takes.",
        ),
        Problem(
            "document_conflict",
            409,
            "Two documents share an id and differ",
            "Send each id once, or leave the ids out to have them made.",
        ),
        Problem(
            "custom_id_conflict",
            409,
            "Two claims of the batch share a custom_id",
            "Give each a custom_id of its own, or none: answers are told apart by it.",
        ),
        Problem(
            "idempotency_mismatch",
            409,
            "The Idempotency-Key stands for another request",
            "Send the very same request again, or a new one under a new key.",
        ),
        Problem(
            "batch_cancelled",
            409,
            "The batch was cancelled before this claim was checked",
            "Send the claim again, by itself or in a new batch.",
        ),
        Problem(
            "too_many_reports",
            409,
            "The key has stored as many reports as it may",
            "Delete one that nobody needs any more: DELETE /v1/reports/{report_id}.",
        ),
        Problem(
            "precondition_failed",
            412,
            "What is there is not what If-Match names",
            "It has changed since. GET it again, and send the ETag of that answer if it is still "
            "to be changed.",
        ),
        Problem(
            "payload_too_large",
            413,
            "The body is too large",
            "`limit` is the largest body in bytes. Send less at a time.",
        ),
        Problem(
            "unsupported_media_type",
            415,
            "The body is not sent as this address takes it",
            "Send the Content-Type that `accepted` names, JSON in UTF-8, without Content-Encoding.",
        ),
        Problem(
            "invalid_input",
            422,
            "A value is not accepted",
            "`errors` names each refused value by JSON Pointer, with what would be accepted.",
        ),
        Problem(
            "invalid_source",
            422,
            "A source cannot be read",
            "Correct the source where the detail says.",
        ),
        Problem(
            "too_many_claims",
            422,
            "The text holds more claims than are checked at once",
            "Send parts of it, or find its claims with POST /v1/claims and send them as a batch.",
        ),
        Problem(
            "internal",
            500,
            "The server failed",
            "The fault is not in the request. Tell the operator the request id; the log has "
            "the cause.",
        ),
        Problem(
            "index_failure",
            500,
            "The index cannot be used",
            "The operator has to look: the log has the cause under the request id.",
        ),
        Problem(
            "index_damaged",
            500,
            "The index is damaged",
            "The operator has to restore or rebuild it: the log has the cause under the "
            "request id.",
        ),
        Problem(
            "index_incompatible",
            500,
            "The index was made by another version or embedder",
            "The operator has to rebuild it.",
        ),
        Problem(
            "model_failure",
            500,
            "A model cannot be used",
            "The operator has to look: the log has the cause under the request id.",
        ),
        Problem(
            "model_not_found",
            500,
            "A model is not installed",
            "The operator has to install it: the log says which.",
        ),
        Problem(
            "model_invalid",
            500,
            "A model is damaged or of the wrong kind",
            "The operator has to replace it: the log says why.",
        ),
        Problem(
            "watch_failure",
            500,
            "The file of watches cannot be used",
            "The operator has to look: the log has the cause under the request id.",
        ),
        Problem(
            "fetch_failure",
            404,
            "No article could be read at the web address",
            "The detail says why. Check the address, or send the text itself.",
        ),
        Problem(
            "rate_limited",
            429,
            "The key has used up its requests for now",
            "Wait as long as Retry-After says. The fields RateLimit-Policy and RateLimit say how "
            "many requests there are, and how many are left.",
        ),
        Problem(
            "too_many_batches",
            429,
            "As many batches of the key wait as may",
            "Wait until one has ended, or take one of them away.",
        ),
        Problem(
            "overloaded",
            503,
            "The server has too much to do",
            "Nothing was done. Wait as long as Retry-After says and send the same request again.",
        ),
        Problem(
            "storage_full",
            503,
            "The server has no room left to store anything",
            "Nothing was stored. Delete what nobody needs any more, or tell the operator, who has "
            "to make room on the disk; then send the same request again.",
        ),
        Problem(
            "index_locked",
            503,
            "Another process is writing to the index",
            "Wait as long as Retry-After says and send the same request again.",
        ),
        Problem(
            "not_ready",
            503,
            "The server is not ready",
            "It is starting or going down: wait as long as Retry-After says. If the state is "
            "`failed`, the operator has to look at the log.",
        ),
    )
}
