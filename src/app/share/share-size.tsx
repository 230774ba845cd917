import type { Packed } from '../../export/share/pack.ts'

/** The viewer's part of a page, about: it is fetched when the file is saved. */
const VIEWER_BYTES = 700_000
/** What many mail servers and ticket systems take. */
const ATTACHMENT_BYTES = 10_000_000

/** How large the file will be, and what of. */
export function ShareSize({
  packed,
  withViewer,
}: {
  readonly packed: Packed | undefined
  readonly withViewer: boolean
}) {
  if (packed === undefined) return <p className="sfn-share-size" />
  const history = withViewer ? Math.ceil(packed.gzip.length / 3) * 4 : packed.gzip.length
  const all = history + (withViewer ? VIEWER_BYTES : 0)
  return (
    <p className="sfn-share-size">
      <strong>
        {withViewer && 'About '}
        {bytesWords(all)}
      </strong>
      {`: ${withViewer ? `viewer ${bytesWords(VIEWER_BYTES)}, ` : ''}history ${bytesWords(history)}, unpacked ${bytesWords(packed.sizeChars)}.`}
      {all > ATTACHMENT_BYTES && ' More than many tickets and mails take: leave payloads out, or share a part.'}
    </p>
  )
}

function bytesWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  return bytes < 1_000_000 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1_000_000).toFixed(2)} MB`
}
