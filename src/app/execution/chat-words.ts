/** What is told of a failure to somebody elsewhere. */
export interface ChatStory {
  /** `OrderSettlement / 2026-11-22-nightly`; empty where nothing tells it. */
  readonly execution: string
  /** `WriteLedger failed in SettleOrders #941: LedgerMismatch`. */
  readonly sentence: string
  /** `SettleOrders #941 › WriteLedger`; empty for the execution as a whole. */
  readonly path: string
  readonly cause: string | undefined
  /** `attempt 3 of 3`; undefined where it was not retried. */
  readonly retries: string | undefined
  readonly link: string
}

/** More of a cause is for the link to tell. */
const CAUSE_CHARACTERS = 500

/** A failure as plain lines for a chat or a ticket: sentence, path, cause, retries, link. What is not known has no line. */
export function chatText({ execution, sentence, path, cause, retries, link }: ChatStory): string {
  const message = cause?.trim() ?? ''
  const short = message.length > CAUSE_CHARACTERS ? `${message.slice(0, CAUSE_CHARACTERS)}…` : message
  return [
    execution === '' ? sentence : `${execution}: ${sentence}`,
    path === '' ? [] : `Where: ${path}`,
    short === '' ? [] : `Cause: ${short}`,
    retries === undefined ? [] : `Retries: ${retries}`,
    link,
  ]
    .flat()
    .join('\n')
}
