import { splitAtMatches } from './search.ts'

/** A text with what the query found set off. */
export function Marked({ text, query }: { readonly text: string; readonly query: string }) {
  const pieces = splitAtMatches(text, query)
  if (pieces.length === 1) return <>{text}</>
  // Pieces have no identity but their place
  return <>{pieces.map((piece, at) => (at % 2 === 1 ? <mark key={at}>{piece}</mark> : piece))}</>
}
