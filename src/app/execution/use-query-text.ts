import type { Navigate } from '../../state/link-writer.ts'
import type { ViewLink } from '../../state/view-link.ts'
import { useDraft } from '../parts/use-draft.ts'

/** The query as typed: answered at once, written into the link when typing has settled. */
export function useQueryText(
  link: ViewLink,
  navigate: Navigate,
): readonly [text: string, setText: (text: string) => void] {
  return useDraft(link.query ?? '', text =>
    navigate({ query: text === '' ? undefined : text, ...(text === '' && { queryMode: undefined }) }, 'replace'),
  )
}
