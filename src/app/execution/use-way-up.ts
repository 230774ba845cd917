import { useCallback } from 'react'
import { isWayUp } from '../../chart/keys.ts'
import { takesLetters, usePageKeys } from '../../kit/page-keys.ts'
import { goToHash } from '../../state/url.ts'
import type { Parent } from '../../state/use-parent.ts'

/**
 * Alt+↑ leads to the execution that started the one on the page. Where the chart is on show, it hears the key first and calls what
 * is returned: from an execution below, up is the row that holds it.
 */
export function useWayUp(parent: Parent | undefined, chartShows: boolean): () => boolean {
  const href = parent?.href
  const goUp = useCallback(() => {
    if (href !== undefined) goToHash(href, 'push')
    return href !== undefined
  }, [href])
  usePageKeys(event => isWayUp(event) && !takesLetters(event.target) && goUp(), !chartShows)
  return goUp
}
